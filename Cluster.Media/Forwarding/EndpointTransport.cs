using System.Buffers.Binary;
using System.Text;
using Cluster.Media.Congestion;
using Cluster.Media.Dtls;
using Cluster.Media.Ice;
using Cluster.Media.Net;
using Cluster.Media.Rtp;
using Cluster.Media.Sdp;
using Cluster.Media.Srtp;

namespace Cluster.Media.Forwarding;

/// <summary>
/// One endpoint's association: the addresses ICE has validated, the DTLS handshake, and SRTP both ways (RFC 8445,
/// 5764, 3711). Everything sent to the endpoint passes here.
/// </summary>
internal sealed class EndpointTransport : IDisposable
{
    private readonly UdpPort _port;
    private readonly DropCounters _drops;
    private readonly ValidatedAddresses _addresses = new();
    private readonly ForgeryGuard _forgeries = new();
    private readonly SendPath _path = new();
    private Predicate<uint> _isStreamInUse = static _ => true;
    private SrtpReceiver? _receiver;
    private SrtpSender? _sender;
    private ushort _transportSequence;

    /// <summary>A transport that waits for its first connectivity check.</summary>
    public EndpointTransport(UdpPort port, DropCounters drops, IceCredentials credentials, NegotiatedSession session, long nowUs)
    {
        _port = port;
        _drops = drops;
        Credentials = credentials;
        Password = Encoding.ASCII.GetBytes(credentials.Password);
        ExpectedUsername = Encoding.ASCII.GetBytes($"{credentials.UserFragment}:{session.RemoteUserFragment}");
        RemoteFingerprint = session.RemoteFingerprint;
        OpenedUs = nowUs;
        LastCheckUs = nowUs;
    }

    /// <summary>Our ICE credentials for this endpoint.</summary>
    public IceCredentials Credentials { get; }

    /// <summary>The key of its checks' integrity.</summary>
    public ReadOnlyMemory<byte> Password { get; }

    /// <summary>The user name its checks must carry (RFC 8445 section 7.2.2).</summary>
    public ReadOnlyMemory<byte> ExpectedUsername { get; }

    /// <summary>The fingerprint its certificate must have.</summary>
    public string RemoteFingerprint { get; }

    /// <summary>When it was made, microseconds.</summary>
    public long OpenedUs { get; }

    /// <summary>The last valid check: consent to send (RFC 7675).</summary>
    public long LastCheckUs { get; private set; }

    /// <summary>The handshake, once the endpoint began one.</summary>
    public IDtlsAssociation? Dtls { get; set; }

    /// <summary>What copies its datagrams for a dump; null, but for the time of one.</summary>
    public DatagramTap? Tap { get; private set; }

    /// <summary>Where it receives; none before the first check.</summary>
    public NetAddress Remote => _path.To;

    /// <summary>All validated addresses.</summary>
    public ReadOnlySpan<NetAddress> Addresses => _addresses.All;

    /// <summary>Whether media may be sent.</summary>
    public bool CanSend => _sender is not null;

    /// <summary>Says which SSRCs the endpoint's sources use: the others give way when new ones need place. Before the handshake.</summary>
    public void KeepStreams(Predicate<uint> isInUse) => _isStreamInUse = isInUse;

    /// <summary>
    /// Notes a valid check from <paramref name="remote"/> to <paramref name="local"/>. The first one, every one that
    /// nominates, and any once the address in use is silent decides where we send. Returns false when the endpoint has too
    /// many addresses; a new one may have <paramref name="replaced"/> another, which is the endpoint's no longer.
    /// </summary>
    public bool Validate(
        in NetAddress remote, in NetAddress local, bool nominates, long nowUs, out bool isNew, out NetAddress replaced)
    {
        if (!_addresses.TryNote(remote, nowUs, out isNew, out replaced))
        {
            return false;
        }

        LastCheckUs = nowUs;
        if (_path.To.IsNone || nominates || _addresses.IsSilent(_path.To, nowUs))
        {
            _path.Set(remote, local);
        }

        return true;
    }

    /// <summary>Has its datagrams copied; false when somebody has that already.</summary>
    public bool TryTap(DatagramTap tap)
    {
        Tap ??= tap;
        return ReferenceEquals(Tap, tap);
    }

    /// <summary>Ends the copying by this tap.</summary>
    public bool Untap(DatagramTap tap)
    {
        var isIt = ReferenceEquals(Tap, tap);
        Tap = isIt ? null : Tap;
        return isIt;
    }

    /// <summary>Gives the tap away, to go on with another transport.</summary>
    public DatagramTap? TakeTap()
    {
        var tap = Tap;
        Tap = null;
        return tap;
    }

    /// <summary>The handshake is done: media flows from now on.</summary>
    public void Establish(SrtpKeys keys)
    {
        _receiver?.Dispose();
        _sender?.Dispose();
        _receiver = new SrtpReceiver(keys.Profile, keys.Client, isInUse: _isStreamInUse);
        _sender = new SrtpSender(keys.Profile, keys.Server);
    }

    /// <summary>Decrypts a media packet in place.</summary>
    public bool TryUnprotect(Span<byte> packet, long nowUs, out int length)
    {
        length = 0;
        if (_receiver is not { } receiver)
        {
            return Drop(DropReason.BeforeHandshake);
        }

        if (!_forgeries.IsQuiet && !_forgeries.Admits(receiver.KnowsRtp(SsrcAt(packet, 8)), nowUs))
        {
            return Drop(DropReason.SrtpThrottled);
        }

        var verdict = receiver.Unprotect(packet, out length);
        if (verdict == SrtpVerdict.Unauthentic)
        {
            _forgeries.NoteForgery(receiver.KnowsRtp(SsrcAt(packet, 8)), nowUs);
        }

        return Accept(verdict, packet[..length]);
    }

    /// <summary>Decrypts a compound RTCP packet in place.</summary>
    public bool TryUnprotectRtcp(Span<byte> packet, long nowUs, out int length)
    {
        length = 0;
        if (_receiver is not { } receiver)
        {
            return Drop(DropReason.BeforeHandshake);
        }

        if (!_forgeries.IsQuiet && !_forgeries.Admits(receiver.KnowsRtcp(SsrcAt(packet, 4)), nowUs))
        {
            return Drop(DropReason.SrtpThrottled);
        }

        var verdict = receiver.UnprotectRtcp(packet, out length);
        if (verdict == SrtpVerdict.Unauthentic)
        {
            _forgeries.NoteForgery(receiver.KnowsRtcp(SsrcAt(packet, 4)), nowUs);
        }

        return Accept(verdict, packet[..length]);
    }

    /// <summary>A slot is gone for good: its SSRCs make place for those of others.</summary>
    public void ForgetSlot(NegotiatedMedia slot)
    {
        _sender?.Forget(slot.SlotSsrc);
        _sender?.Forget(slot.SlotRtxSsrc);
    }

    /// <summary>A buffer to write the next packet into.</summary>
    public Span<byte> Reserve() => _port.Reserve();

    /// <summary>
    /// Protects and queues the RTP packet in the reserved buffer. False when it may not be sent: the same sequence number
    /// twice under AEAD would give the key away (RFC 7714 section 8.1).
    /// </summary>
    public bool CommitRtp(int length)
    {
        var buffer = _port.Reserve();
        Tap?.Protecting(buffer[..length], _path);
        return Commit(_sender!.Protect(buffer, length));
    }

    /// <summary>Protects and queues the RTCP packet in the reserved buffer.</summary>
    public bool CommitRtcp(int length)
    {
        var buffer = _port.Reserve();
        Tap?.Protecting(buffer[..length], _path);
        return Commit(_sender!.ProtectRtcp(buffer, length));
    }

    /// <summary>Queues a datagram as it is (DTLS).</summary>
    public void SendPlain(ReadOnlySpan<byte> datagram)
    {
        if (_path.To.IsNone || datagram.Length > UdpPort.BufferBytes)
        {
            return;
        }

        datagram.CopyTo(_port.Reserve());
        Tap?.Sent(datagram, _path.From, _path.To);
        _port.Commit(datagram.Length, _path);
    }

    /// <summary>Writes what the path's congestion control needs: send time and transport sequence number.</summary>
    public void WriteTransportExtensions(scoped ref RtpPacketWriter writer, ExtensionIds ids)
    {
        Span<byte> value = stackalloc byte[3];
        if (ids.AbsoluteSendTime != 0)
        {
            AbsoluteSendTime.Write(value, _port.SendUs);
            writer.Extension(ids.AbsoluteSendTime, value);
        }

        if (ids.TransportCc != 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(value, _transportSequence++);
            writer.Extension(ids.TransportCc, value[..2]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dtls?.Dispose();
        TakeTap()?.End();
        _receiver?.Dispose();
        _sender?.Dispose();
        (_receiver, _sender) = (null, null);
    }

    private bool Commit(int length)
    {
        Tap?.Protected(_port.Reserve()[..length], _path);
        if (length > 0)
        {
            _port.Commit(length, _path);
        }

        return length > 0;
    }

    private bool Accept(SrtpVerdict verdict, ReadOnlySpan<byte> packet) => verdict switch
    {
        SrtpVerdict.Ok => Take(packet),
        SrtpVerdict.Replayed => Drop(DropReason.SrtpReplayed),
        SrtpVerdict.Unauthentic => Drop(DropReason.SrtpUnauthentic),
        SrtpVerdict.TooManySources => Drop(DropReason.TooManyStreams),
        _ => Drop(DropReason.SrtpMalformed),
    };

    private bool Take(ReadOnlySpan<byte> packet)
    {
        Tap?.Unprotected(packet);
        return true;
    }

    private static uint SsrcAt(ReadOnlySpan<byte> packet, int offset) =>
        packet.Length >= offset + 4 ? BinaryPrimitives.ReadUInt32BigEndian(packet[offset..]) : 0;

    private bool Drop(DropReason reason)
    {
        _drops.Count(reason);
        return false;
    }
}
