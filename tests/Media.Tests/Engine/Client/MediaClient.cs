using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Threading.Channels;
using Cluster.Media.Dtls;
using Cluster.Media.Ice;
using Cluster.Media.Rtcp;
using Cluster.Media.Rtp;
using Cluster.Media.Srtp;
using Org.BouncyCastle.Tls;

namespace Cluster.Media.Tests.Engine;

/// <summary>
/// A client on real UDP, as small as one can be: ICE checks, DTLS by the product's own client peer, SRTP both ways.
/// What it receives is in <see cref="Packets"/>, decrypted.
/// </summary>
internal sealed class MediaClient : IAsyncDisposable
{
    /// <summary>How long anything may take before a test fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(250);

    private readonly DtlsIdentity _identity;
    private readonly DtlsQueue _records;
    private readonly ConcurrentDictionary<UInt128, TaskCompletionSource<CheckReply>> _checks = new();
    private readonly Channel<ReceivedRtp> _packets = Channel.CreateUnbounded<ReceivedRtp>();
    private readonly Channel<byte[]> _controls = Channel.CreateUnbounded<byte[]>();
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _sending = new();
    private readonly byte[] _buffer = new byte[4_096];
    private readonly HashSet<IPEndPoint> _mediaFrom = [];
    private readonly List<byte[]> _recordsSent = [];
    private UdpClientSocket _socket;
    private Task _consent = Task.CompletedTask;
    private SrtpReceiver? _receiver;
    private bool _isDisposed;
    private DtlsTransport? _dtls;

    public MediaClient(DtlsIdentity identity, long number, IPAddress local, params SrtpProfile[] profiles)
    {
        _identity = identity;
        Number = number;
        Peer = new ClientPeer(identity, profiles);
        _socket = new UdpClientSocket(local, Receive);
        _records = new DtlsQueue(SendRecord, turns: null);
    }

    /// <summary>Its endpoint number.</summary>
    public long Number { get; }

    public ClientPeer Peer { get; }

    public IceCredentials Ice { get; set; } = IceCredentials.Create();

    /// <summary>The fingerprint its offers name; wrong when a test wants it wrong.</summary>
    public string? ClaimedFingerprint { get; set; }

    /// <summary>The stream of its microphone, and that of its camera.</summary>
    public RtpStream Microphone { get; } = new(0x0A0D_1000);

    public RtpStream Camera { get; } = new(0x0CA3_1000);

    /// <summary>Its m-lines, those of the next offer.</summary>
    public List<OfferLine> Lines { get; } = [];

    /// <summary>The user name of its checks.</summary>
    public string Username => $"{Answer.UserFragment}:{Ice.UserFragment}";

    public ClientAnswer Answer { get; private set; } = null!;

    public IPEndPoint LocalEndPoint => _socket.LocalEndPoint;

    public IPEndPoint? Remote { get; private set; }

    public SrtpSender? Sender { get; private set; }

    public bool IsConnected => Sender is not null;

    /// <summary>Media packets received, without those of padding only.</summary>
    public ChannelReader<ReceivedRtp> Packets => _packets.Reader;

    /// <summary>Compound RTCP packets received.</summary>
    public ChannelReader<byte[]> Controls => _controls.Reader;

    /// <summary>When set, media is counted and thrown away, for load.</summary>
    public bool CountOnly { get; set; }

    /// <summary>Datagrams received, of every kind.</summary>
    public long CountedPackets { get; private set; }

    /// <summary>The DTLS datagrams it has sent, its ClientHello first.</summary>
    public IReadOnlyList<byte[]> RecordsSent
    {
        get
        {
            lock (_recordsSent)
            {
                return [.. _recordsSent];
            }
        }
    }

    /// <summary>The addresses DTLS and media came from.</summary>
    public IPEndPoint[] MediaFrom
    {
        get
        {
            lock (_mediaFrom)
            {
                return [.. _mediaFrom];
            }
        }
    }

    /// <summary>Datagrams that came and could not be decrypted, or were of no kind.</summary>
    public int Unreadable { get; private set; }

    public EndpointOffer Offer(BridgeId bridge) => new(
        new EndpointId(bridge, Number),
        OfferText.Write(Ice, ClaimedFingerprint ?? _identity.Fingerprint, Lines),
        [.. Lines.Where(line => line.Source is not null)
            .Select(line => new SourceBinding(line.Mid, line.Source!.Value, new SourceNumber(line.Number), line.Muted))],
        [.. Lines.Where(line => line.Slot is not null).Select(line => new SlotBinding(line.Mid, line.Slot!.Value))]);

    public void Take(string answer) => Answer = ClientAnswer.Read(answer);

    /// <summary>Checks, shakes hands and keeps consent from then on.</summary>
    public async Task ConnectAsync(IPEndPoint to)
    {
        await CheckAsync(to);
        await ShakeHandsAsync();
        KeepConsent();
    }

    /// <summary>Goes on from another socket, as behind a router that was restarted.</summary>
    public async Task MoveAsync(IPAddress local)
    {
        var left = _socket;
        _socket = new UdpClientSocket(local, Receive);
        await CheckAsync();
        await left.DisposeAsync();
    }

    /// <summary>
    /// Sends a check until it is answered. The engine reads its socket in order, so everything this client or another sent
    /// before has been dealt with then.
    /// </summary>
    public async Task<CheckReply> CheckAsync(IPEndPoint? to = null, bool nominate = true, ushort unknownAttribute = 0)
    {
        Remote = to ?? Remote;
        var request = StunCheck.Write(Username, Answer.Password, nominate, unknown: unknownAttribute);
        var reply = new TaskCompletionSource<CheckReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _checks[TransactionOf(request)] = reply;
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            _socket.Send(request, Remote!);
            try
            {
                return await reply.Task.WaitAsync(RepeatAfter, late.Token);
            }
            catch (TimeoutException) when (!late.IsCancellationRequested)
            {
                // Lost, or the engine is busy: a client repeats its check.
                continue;
            }
        }
    }

    /// <summary>The handshake on a thread of its own.</summary>
    public async Task ShakeHandsAsync()
    {
        _dtls = await Task.Factory.StartNew(
            () => new DtlsClientProtocol().Connect(Peer, _records),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).WaitAsync(Patience);
        _receiver = new SrtpReceiver(Peer.Keys!.Profile, Peer.Keys.Server, sourcesMax: 512);
        Sender = new SrtpSender(Peer.Keys.Profile, Peer.Keys.Client, sourcesMax: 4_096);
    }

    /// <summary>How often it checks from then on: often, as tests with short time-outs need it.</summary>
    public TimeSpan ConsentEvery { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Checks at intervals from here on.</summary>
    public void KeepConsent() => _consent = ConsentAsync();

    /// <summary>Stops answering for its consent; everything else goes on.</summary>
    public async Task StopConsentAsync()
    {
        await _end.CancelAsync();
        await _consent;
    }

    /// <summary>Sends close_notify.</summary>
    public void Close() => _dtls!.Close();

    /// <summary>Takes records until the server's close_notify; false when it does not come.</summary>
    public Task<bool> IsClosedByServerAsync() => Task.Run(() =>
    {
        var record = new byte[DtlsDatagram.BytesMax];
        var patience = Stopwatch.StartNew();
        while (!Peer.AlertsReceived.Contains(AlertDescription.close_notify) && patience.Elapsed < Patience)
        {
            // The library takes a close_notify for no reason to return, so it is asked again and again.
            _dtls!.Receive(record, 0, record.Length, waitMillis: 20);
        }

        return Peer.AlertsReceived.Contains(AlertDescription.close_notify);
    });

    /// <summary>Sends bytes as they are.</summary>
    public void SendRaw(ReadOnlySpan<byte> datagram) => _socket.Send(datagram, Remote!);

    /// <summary>What somebody else sends who writes this client's address as his own: on loopback there is no other way to do so.</summary>
    public void SendForged(ReadOnlySpan<byte> datagram) => SendRaw(datagram);

    /// <summary>The next sound packet of an m-line, protected; 20 ms apart.</summary>
    public byte[] MakeAudio(OfferLine line, RtpStream stream, byte level = 20)
    {
        Span<byte> levelByte = [(byte)(0x80 | level)];
        return Protect(line, stream, OfferText.OpusType, marker: false, 960, levelByte, [0xF8, 0xFF, 0xFE, (byte)stream.Sequence]);
    }

    /// <summary>The next frame of an m-line in one packet, protected.</summary>
    public byte[] MakeFrame(OfferLine line, RtpStream stream, bool keyframe, int bytes = 40, byte payloadType = OfferText.Vp8Type)
    {
        stream.PictureId = (ushort)((stream.PictureId + 1) & 0x7FFF);
        var payload = new byte[bytes];
        ReadOnlySpan<byte> start = [0x90, 0xC0, (byte)(0x80 | (stream.PictureId >> 8)), (byte)stream.PictureId, stream.Tl0PicIdx++,
            keyframe ? (byte)0 : (byte)1, 0, 0, 0x9D, 0x01, 0x2A, 0, 5, 0xD0, 2];
        start.CopyTo(payload);
        return Protect(line, stream, payloadType, marker: true, 3_000, default, payload);
    }

    /// <summary>The next packet of an m-line with a payload of one's own.</summary>
    public byte[] MakeBytes(OfferLine line, RtpStream stream, byte[] payload) =>
        Protect(line, stream, OfferText.Vp8Type, marker: true, 3_000, default, payload);

    /// <summary>A protected RTCP packet of <paramref name="write"/>'s making, less <paramref name="cut"/> bytes.</summary>
    public byte[] MakeControl(ControlWriting write, int cut = 0)
    {
        lock (_sending)
        {
            var writer = new RtcpWriter(_buffer);
            write(ref writer);
            return _buffer[..Sender!.ProtectRtcp(_buffer, writer.Length - cut)];
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await StopConsentAsync();
        await _socket.DisposeAsync();
        _receiver?.Dispose();
        Sender?.Dispose();
        _end.Dispose();
    }

    private void SendRecord(ReadOnlySpan<byte> record)
    {
        lock (_recordsSent)
        {
            _recordsSent.Add(record.ToArray());
        }

        _socket.Send(record, Remote!);
    }

    private byte[] Protect(
        OfferLine line, RtpStream stream, byte payloadType, bool marker, uint step, ReadOnlySpan<byte> level, ReadOnlySpan<byte> payload)
    {
        lock (_sending)
        {
            var writer = new RtpPacketWriter(_buffer);
            writer.Header(marker, payloadType, stream.Sequence++, stream.Timestamp += step, stream.Ssrc, 0);
            writer.Extension(OfferText.MidId, Encoding.ASCII.GetBytes(line.Mid));
            if (!level.IsEmpty)
            {
                writer.Extension(OfferText.LevelId, level);
            }

            writer.Payload(payload);
            return _buffer[..Sender!.Protect(_buffer, writer.Length)];
        }
    }

    private async Task ConsentAsync()
    {
        using var timer = new PeriodicTimer(ConsentEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                SendRaw(StunCheck.Write(Username, Answer.Password, nominate: true));
            }
        }
        catch (OperationCanceledException)
        {
            // The client ends, or a test took its consent away.
            return;
        }
    }

    private void Receive(byte[] datagram, IPEndPoint from)
    {
        if (datagram is [>= 20, ..] && !CountOnly)
        {
            lock (_mediaFrom)
            {
                _mediaFrom.Add(from);
            }
        }

        CountedPackets++;
        switch (datagram)
        {
            case [< 4, ..]:
                ReceiveStun(datagram, from);
                break;
            case [>= 20 and < 64, ..]:
                _records.TryAdd(datagram);
                break;
            case [_, >= 192 and < 224, ..] when _receiver?.UnprotectRtcp(datagram, out var length) == SrtpVerdict.Ok:
                if (!CountOnly)
                {
                    _controls.Writer.TryWrite(datagram[..length]);
                }

                break;
            case [>= 128 and < 192, _, ..] when CountOnly:
                break;
            case [>= 128 and < 192, ..] when _receiver?.Unprotect(datagram, out var length) == SrtpVerdict.Ok:
                Note(datagram.AsSpan(0, length));
                break;
            case [>= 128 and < 192, ..] when _receiver is null:
                // The server is done with the handshake before the client is: browsers drop this too.
                break;
            default:
                Unreadable++;
                break;
        }
    }

    private void Note(ReadOnlySpan<byte> packet)
    {
        // Of no source: a sign of life.
        if (RtpHeader.TryParse(packet, out var header) && header is { PayloadBytes: > 0, CsrcCount: > 0 })
        {
            var source = header.CsrcCount == 1 ? BinaryPrimitives.ReadUInt32BigEndian(packet[12..]) : 0;
            _packets.Writer.TryWrite(new ReceivedRtp(
                header.Ssrc, header.SequenceNumber, header.Timestamp, header.PayloadType, source,
                packet.Slice(header.PayloadOffset, header.PayloadBytes).ToArray()));
        }
    }

    private void ReceiveStun(byte[] datagram, IPEndPoint from)
    {
        if (StunMessage.TryParse(datagram, out var message)
            && message.VerifyIntegrity(Encoding.ASCII.GetBytes(Answer.Password))
            && _checks.TryRemove(TransactionOf(datagram), out var reply))
        {
            reply.TrySetResult(new CheckReply(message.Type, from, datagram));
        }
    }

    private static UInt128 TransactionOf(ReadOnlySpan<byte> message) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(message[8..]), BinaryPrimitives.ReadUInt64BigEndian(message[12..]));
}

/// <summary>Writes RTCP packets into a compound.</summary>
internal delegate void ControlWriting(ref RtcpWriter writer);

/// <summary>The answer to a check.</summary>
internal sealed record CheckReply(ushort Type, IPEndPoint From, byte[] Bytes);
