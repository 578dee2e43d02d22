using System.Net;
using System.Security.Cryptography;
using Cluster.Media.Forwarding;
using Cluster.Media.Ice;
using Cluster.Media.Net;
using Cluster.Media.Rtp;
using Cluster.Media.Sdp;
using Cluster.Media.Srtp;

namespace Cluster.Media.Tests.Forwarding;

/// <summary>A bridge with clients on a wire in memory: time is the test's, and every packet is really protected.</summary>
internal sealed class Rig : IDisposable
{
    private readonly WirePort _port = new();
    private readonly List<RigClient> _clients = [];

    public Rig(int part = 0) => Bridge = new Bridge(new BridgeId(1), Drops, Events.Add, () => NowUs, part);

    public DropCounters Drops { get; } = new();

    public List<MediaEvent> Events { get; } = [];

    public Bridge Bridge { get; }

    /// <summary>The test's clock; it begins at the same instant for every test.</summary>
    public long NowUs { get; private set; } = 10_000_000;

    /// <summary>A connected client that sends what <paramref name="sources"/> say and has these slots.</summary>
    public RigClient Join(long number, SourceKind[] sources, int speech = 0, int video = 0, int screenSound = 0, string[]? rids = null)
    {
        var lines = new List<NegotiatedMedia>();
        var bindings = new List<SourceBinding>();
        var slots = new List<SlotBinding>();
        foreach (var kind in sources)
        {
            var isAudio = kind is SourceKind.Microphone or SourceKind.ScreenSound;
            var mid = $"s{lines.Count}";
            lines.Add(Line(mid, isAudio, MediaRole.Source, kind == SourceKind.Camera ? rids ?? [] : []));
            bindings.Add(new SourceBinding(mid, kind, RigClient.NumberOf(number, kind)));
        }

        void AddSlots(int count, SlotUse use)
        {
            for (var i = 0; i < count; i++)
            {
                var mid = $"r{lines.Count}";
                lines.Add(Line(mid, use != SlotUse.Video, MediaRole.Slot, []));
                slots.Add(new SlotBinding(mid, use));
            }
        }

        AddSlots(speech, SlotUse.Speech);
        AddSlots(video, SlotUse.Video);
        AddSlots(screenSound, SlotUse.ScreenSound);
        var session = new NegotiatedSession("remote", "remote-password-remote-pwd", "AA", lines);
        var transport = new EndpointTransport(_port, Drops, IceCredentials.Create(), session, NowUs);
        var endpoint = new Endpoint(Bridge, number, transport);
        Bridge.Add(endpoint);
        var address = NetAddress.From(new IPEndPoint(IPAddress.Loopback, 40_000 + (int)number));
        transport.Validate(address, default, nominates: true, NowUs, out _, out _);
        var keys = SrtpKeys.FromExporter(
            SrtpProfile.AeadAes128Gcm, RandomNumberGenerator.GetBytes(SrtpProfiles.KeyingMaterialBytes(SrtpProfile.AeadAes128Gcm)));
        transport.Establish(keys);
        endpoint.Apply(session, bindings, slots, new CacheLimits(1_000_000, 1 << 20));
        var client = new RigClient(this, endpoint, address, keys);
        _clients.Add(client);
        return client;
    }

    /// <summary>Lets time pass in steps of 10 ms, as a worker's ticks are.</summary>
    public void Pass(int ms)
    {
        for (var i = 0; i < ms; i += 10)
        {
            NowUs += 10_000;
            Bridge.Tick(NowUs);
            Deliver();
        }
    }

    /// <summary>Lets a millisecond pass; the bridge has its tick in every tenth.</summary>
    public void PassMillisecond()
    {
        NowUs += 1_000;
        if (NowUs % 10_000 == 0)
        {
            Bridge.Tick(NowUs);
        }
    }

    /// <summary>What was sent and not looked at yet, as it is on the wire.</summary>
    public List<(NetAddress To, byte[] Bytes)> TakeSent() => _port.Take();

    /// <summary>Lets time pass without giving anybody anything, and without allocating: the bridge's own work only.</summary>
    public void Tick(int ms)
    {
        for (var i = 0; i < ms; i += 10)
        {
            NowUs += 10_000;
            Bridge.Tick(NowUs);
        }
    }

    /// <summary>Gives every client what was sent to it.</summary>
    public void Deliver()
    {
        foreach (var (to, bytes) in _port.Take())
        {
            _clients.FirstOrDefault(client => client.Address.Equals(to))?.Take(bytes);
        }
    }

    /// <summary>Forgets what was sent without looking at it.</summary>
    public void Discard() => _port.Discard();

    public void Dispose()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        _port.Dispose();
    }

    private static NegotiatedMedia Line(string mid, bool audio, MediaRole role, string[] rids) => new(
        mid,
        audio,
        role,
        audio ? (byte)111 : (byte)96,
        audio ? null : (byte)97,
        audio ? 48_000 : 90_000,
        new ExtensionIds(1, 2, 3, 4, 5, 6, 7, 0),
        rids,
        [],
        new Dictionary<uint, uint>(),
        role == MediaRole.Slot ? (uint)RandomNumberGenerator.GetInt32(10_000, int.MaxValue) : 0,
        role == MediaRole.Slot ? (uint)RandomNumberGenerator.GetInt32(10_000, int.MaxValue) : 0);

    /// <summary>A port whose wire is a list.</summary>
    private sealed class WirePort : UdpPort
    {
        private readonly byte[] _buffer = new byte[BufferBytes];
        private readonly List<(NetAddress To, byte[] Bytes)> _sent = [];
        private long _packetsSent;

        public bool Keep { get; set; } = true;

        public override int Number => 10_000;

        public override long PacketsSent => _packetsSent;

        public override long BytesSent => 0;

        public override long SendFailures => 0;

        public override long RunsSent => _packetsSent;

        public override void Wait(int timeoutMs) => throw new InvalidOperationException("The rig has no worker that waits.");

        public override void Wake() => throw new InvalidOperationException("The rig has no worker to wake.");

        public override void Rest(long microseconds) => throw new InvalidOperationException("The rig has no worker that rests.");

        public override bool Receive() => false;

        public override bool TryNext(out Datagram datagram)
        {
            datagram = default;
            return false;
        }

        public override Span<byte> Reserve() => _buffer;

        public override void Commit(int length, SendPath path) => Commit(length, path.To, path.From);

        public override void Commit(int length, in NetAddress to, in NetAddress from)
        {
            _packetsSent++;
            if (Keep)
            {
                _sent.Add((to, _buffer[..length]));
            }
        }

        public override void Flush()
        {
        }

        public override void Dispose()
        {
        }

        public List<(NetAddress To, byte[] Bytes)> Take()
        {
            var taken = _sent.ToList();
            _sent.Clear();
            return taken;
        }

        public void Discard() => _sent.Clear();
    }

    /// <summary>Whether what is sent is kept for the clients; off where a test counts allocations.</summary>
    public bool KeepSent
    {
        get => _port.Keep;
        set => _port.Keep = value;
    }

    /// <summary>Packets the bridge sent.</summary>
    public long Sent => _port.PacketsSent;
}
