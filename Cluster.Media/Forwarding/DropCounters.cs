using System.Text.Json;

namespace Cluster.Media.Forwarding;

/// <summary>Why a datagram or packet went no further.</summary>
internal enum DropReason
{
    /// <summary>Longer than any datagram of ours.</summary>
    TooLong,

    /// <summary>Neither STUN, DTLS nor SRTP by its first byte (RFC 7983).</summary>
    UnknownProtocol,

    /// <summary>DTLS or SRTP from an address no check has validated.</summary>
    UnknownAddress,

    /// <summary>Not a STUN message.</summary>
    StunMalformed,

    /// <summary>A STUN response or another method: we ask nothing and serve nothing else.</summary>
    StunUnexpected,

    /// <summary>A STUN user name that belongs to no endpoint.</summary>
    StunUnknownUser,

    /// <summary>A STUN check without the right integrity.</summary>
    StunUnauthentic,

    /// <summary>One more address than an endpoint may have.</summary>
    TooManyAddresses,

    /// <summary>Not a datagram of DTLS records.</summary>
    DtlsMalformed,

    /// <summary>One more handshake than may be under way.</summary>
    TooManyHandshakes,

    /// <summary>Media before its keys.</summary>
    BeforeHandshake,

    /// <summary>Not an SRTP packet.</summary>
    SrtpMalformed,

    /// <summary>An SRTP packet seen before (RFC 3711 section 3.3.2).</summary>
    SrtpReplayed,

    /// <summary>An SRTP packet with a wrong tag.</summary>
    SrtpUnauthentic,

    /// <summary>An SRTP packet not looked at, because too many forged ones came within this second.</summary>
    SrtpThrottled,

    /// <summary>One more SSRC than an endpoint may send.</summary>
    TooManyStreams,

    /// <summary>Not an RTP packet under its encryption.</summary>
    RtpMalformed,

    /// <summary>An SSRC that no m-line claims.</summary>
    RtpUnknownStream,

    /// <summary>A payload type its m-line does not have.</summary>
    RtpUnknownPayload,

    /// <summary>A duplicate.</summary>
    RtpDuplicate,

    /// <summary>Not a payload of its codec.</summary>
    PayloadMalformed,

    /// <summary>Not an RTCP packet under its encryption.</summary>
    RtcpMalformed,

    /// <summary>No room on the way to another part of the bridge.</summary>
    RelayFull,

    /// <summary>A frame from another part of the bridge that is none, or about a source that is not known.</summary>
    RelayMalformed,

    /// <summary>A datagram as nodes exchange them, of no relay of ours.</summary>
    RelayUnknown,

    /// <summary>A relay's datagram with a wrong tag.</summary>
    RelayUnauthentic,

    /// <summary>A relay's datagram seen before, or too old to tell.</summary>
    RelayReplayed,

    /// <summary>A relay's datagram not looked at, because too many forged ones came within this second.</summary>
    RelayThrottled,
}

/// <summary>Counts drops by reason. Written by one worker, read by anyone.</summary>
internal sealed class DropCounters
{
    private static readonly string[] Names =
        [.. Enum.GetNames<DropReason>().Select(name => JsonNamingPolicy.KebabCaseLower.ConvertName(name))];

    /// <summary>What was done beside.</summary>
    public WorkCounters Work { get; } = new();

    private readonly long[] _counts = new long[Names.Length];

    /// <summary>What came from nobody in particular: by the worker that counts.</summary>
    public long Strangers => this[DropReason.UnknownAddress] + this[DropReason.UnknownProtocol]
        + this[DropReason.RelayUnknown] + this[DropReason.RelayUnauthentic] + StrangersChecks;

    /// <summary>Of that, what looked like STUN at the first byte.</summary>
    public long StrangersChecks => this[DropReason.StunMalformed] + this[DropReason.StunUnexpected]
        + this[DropReason.StunUnknownUser] + this[DropReason.StunUnauthentic];

    /// <summary>How many of one reason.</summary>
    public long this[DropReason reason] => _counts[(int)reason];

    /// <summary>One more.</summary>
    public void Count(DropReason reason) => _counts[(int)reason]++;

    /// <summary>How many were dropped for a reason.</summary>
    public long Of(DropReason reason) => Volatile.Read(ref _counts[(int)reason]);

    /// <summary>Adds this worker's counts to <paramref name="totals"/>.</summary>
    public void AddTo(Dictionary<string, long> totals)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            totals[Names[i]] = totals.GetValueOrDefault(Names[i]) + Volatile.Read(ref _counts[i]);
        }
    }
}
