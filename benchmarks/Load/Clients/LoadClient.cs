using System.Buffers.Binary;
using System.Net;
using Bench.Load.Checking;
using Bench.Load.Measuring;
using Bench.Load.Net;
using Bench.Load.Streams;
using Cluster.Media;
using Cluster.Media.Dtls;
using Cluster.Media.Ice;
using Cluster.Media.Net;
using Cluster.Media.Rtcp;
using Cluster.Media.Rtp;
using Cluster.Media.Srtp;
using Cluster.Media.Tests.Engine;

namespace Bench.Load.Clients;

/// <summary>
/// A participant of the load: ICE, DTLS and SRTP for real, media that is counted as it comes and of which a sample is
/// decrypted. Everything but joining runs on the reactor's thread.
/// </summary>
internal sealed class LoadClient : IReceiver, IAsyncDisposable
{
    private readonly Reactor _reactor;
    private readonly DtlsIdentity _identity;
    private readonly ClientSocket _socket;
    private readonly Handshake _handshake;
    private readonly List<IPublishedStream> _streams = [];
    private readonly ConsentKeeper _consent;
    private SrtpSender? _sender;
    private SrtpReceiver? _receiver;
    private ushort _transportSequence;

    public LoadClient(Reactor reactor, DtlsIdentity identity, long number, SrtpProfile profile, IPAddress local, LatencyHistogram latency)
    {
        (_reactor, _identity, Number) = (reactor, identity, number);
        _socket = new ClientSocket(local);
        _handshake = new Handshake(identity, profile, _socket);
        _consent = new ConsentKeeper(this, _socket);
        Inbound = new InboundMedia((uint)number, latency);
    }

    /// <summary>Its number with the server.</summary>
    public long Number { get; }

    /// <summary>Which of several meetings it is in.</summary>
    public int Room { get; set; }

    public IceCredentials Ice { get; } = IceCredentials.Create();

    /// <summary>Its m-lines.</summary>
    public List<ClientLine> Lines { get; } = [];

    /// <summary>What it sends.</summary>
    public IReadOnlyList<IPublishedStream> Streams => _streams;

    /// <summary>What it receives.</summary>
    public InboundMedia Inbound { get; }

    /// <summary>What the other side said.</summary>
    public ClientAnswer Answer { get; private set; } = null!;

    /// <summary>Datagrams with media that could not be sent.</summary>
    public long SendFailures { get; private set; }

    /// <summary>The description of its m-lines.</summary>
    public string Describe() => SdpText.Write(Ice, _identity.Fingerprint, _socket.Local, Lines, [.. Lines.Select(SsrcOf)]);

    /// <summary>Its answer to a server's offer, of which it receives everything.</summary>
    public string AnswerTo(string offer)
    {
        _consent.IsControlled = true;
        return SdpText.Answer(offer, Ice, _identity.Fingerprint, _socket.Local);
    }

    /// <summary>What its m-lines mean to our own server.</summary>
    public (SourceBinding[] Sources, SlotBinding[] Slots) Bindings => (
        [.. Lines.Where(line => line.Sends).Select(line => new SourceBinding(line.Mid, line.Source!.Value, new SourceNumber(line.Number)))],
        [.. Lines.Where(line => !line.Sends).Select(line => new SlotBinding(line.Mid, line.Slot!.Value))]);

    /// <summary>Adds a camera with these layers.</summary>
    public VideoStream[] AddCamera(string mid, uint source, params VideoShape[] layers)
    {
        var line = new ClientLine(mid, SourceKind.Camera, null, source, layers.Length > 1 ? [.. layers.Select(layer => layer.Rid)] : []);
        Lines.Add(line);
        VideoStream[] streams = [.. layers.Select((shape, i) => new VideoStream(this, line, i, shape, 0x1000_0000 + (source * 16) + (uint)i))];
        _streams.AddRange(streams);
        return streams;
    }

    /// <summary>Adds a microphone.</summary>
    public AudioStream AddMicrophone(string mid, uint source, int loudness = 0)
    {
        var line = new ClientLine(mid, SourceKind.Microphone, null, source);
        Lines.Add(line);
        var stream = new AudioStream(this, line, 0x2000_0000 + source, loudness);
        _streams.Add(stream);
        return stream;
    }

    /// <summary>Adds slots, their mids after the letter.</summary>
    public void AddSlots(SlotUse use, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Lines.Add(new ClientLine($"{(use == SlotUse.Video ? 'v' : 'a')}{i}", null, use));
        }
    }

    /// <summary>Connects to what the other side described: check, handshake, keys.</summary>
    public async Task ConnectAsync(string sdp, CancellationToken cancel)
    {
        Answer = ClientAnswer.Read(sdp);
        var candidate = Answer.Candidates.FirstOrDefault(address => address.Address.Equals(_socket.Local.Address))
            ?? Answer.Candidates.First(address => address.AddressFamily == _socket.Local.AddressFamily);
        _socket.Connect(candidate);
        foreach (var (mid, ssrc) in Answer.Slots)
        {
            Inbound.Expect(ssrc, Lines.FirstOrDefault(line => line.Mid == mid)?.IsAudio ?? false);
        }

        await _reactor.AddAsync(_socket, this);
        await _consent.ConnectAsync(cancel);
        var keys = await _handshake.RunAsync(cancel);
        await _reactor.DoAsync(() =>
        {
            _sender = new SrtpSender(keys.Profile, keys.Client);
            _receiver = new SrtpReceiver(keys.Profile, keys.Server, sourcesMax: 512);
            Inbound.Begin(_receiver);
        });
        await _reactor.AddAsync(_consent);
        foreach (var stream in _streams)
        {
            await _reactor.AddAsync(stream);
        }
    }

    /// <summary>Lets its streams begin or end.</summary>
    public Task TurnAsync(bool on) => _reactor.DoAsync(() => _streams.ForEach(stream => stream.IsOn = on));

    /// <summary>Writes send time and transport-wide sequence number.</summary>
    public void WriteTransportExtensions(scoped ref RtpPacketWriter writer)
    {
        Span<byte> value = stackalloc byte[3];
        AbsoluteSendTime.Write(value, MediaClock.NowUs);
        writer.Extension(StreamIds.AbsoluteSendTime, value);
        BinaryPrimitives.WriteUInt16BigEndian(value, _transportSequence++);
        writer.Extension(StreamIds.TransportCc, value[..2]);
    }

    /// <summary>Protects and sends a packet in a buffer with room for the tag.</summary>
    public bool SendRtp(Span<byte> buffer, int length)
    {
        var isSent = _sender is not null && _socket.Send(buffer[.._sender.Protect(buffer, length)]);
        SendFailures += isSent ? 0 : 1;
        return isSent;
    }

    /// <inheritdoc/>
    public void Receive(Span<byte> datagram)
    {
        switch (datagram)
        {
            case [< 4, ..]:
                _consent.Receive(datagram);
                break;
            case [>= 20 and < 64, ..]:
                _handshake.Receive(datagram);
                break;
            case [>= 128 and < 192, >= 192 and < 224, ..]:
                ReceiveControl(datagram);
                break;
            case [>= 128 and < 192, ..]:
                Inbound.Receive(datagram);
                break;
            default:
                Inbound.Problems.Note("a datagram of no known protocol");
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _reactor.RemoveAsync(_socket);
        await _reactor.RemoveAsync(_consent);
        foreach (var stream in _streams)
        {
            await _reactor.RemoveAsync(stream);
        }

        _socket.Dispose();
        _sender?.Dispose();
        _receiver?.Dispose();
    }

    private uint SsrcOf(ClientLine line, int index)
    {
        var before = Lines.Take(index).Sum(earlier => earlier.Sends ? Math.Max(1, earlier.Rids.Length) : 0);
        return line.Sends ? _streams[before].Ssrc : 0;
    }

    private void ReceiveControl(Span<byte> datagram)
    {
        if (_receiver is null)
        {
            return;
        }

        if (_receiver.UnprotectRtcp(datagram, out var length) != SrtpVerdict.Ok)
        {
            Inbound.Problems.Note("RTCP that can't be decrypted");
            return;
        }

        Inbound.ControlPackets++;
        var reader = new RtcpReader(datagram[..length]);
        while (reader.TryRead(out var packet))
        {
            if (packet.IsFeedback(RtcpType.PayloadFeedback, RtcpType.PliFormat))
            {
                OnKeyframeRequest(packet.Word(4));
            }
            else if (packet.IsFeedback(RtcpType.PayloadFeedback, RtcpType.FirFormat) && packet.Body.Length >= 12)
            {
                OnKeyframeRequest(packet.Word(8));
            }
        }
    }

    private void OnKeyframeRequest(uint ssrc)
    {
        foreach (var stream in _streams)
        {
            if (stream.Ssrc == ssrc)
            {
                stream.OnKeyframeRequest();
            }
        }
    }
}
