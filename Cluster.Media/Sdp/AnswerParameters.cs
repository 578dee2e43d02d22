using System.Net;
using Cluster.Media.Ice;

namespace Cluster.Media.Sdp;

/// <summary>Our half of a negotiation: what the bridge brings to an answer.</summary>
/// <param name="Local">Our ICE credentials for this endpoint.</param>
/// <param name="Fingerprint">SHA-256 of our certificate, upper-case hexadecimal with colons.</param>
/// <param name="Candidates">Our addresses, best first.</param>
/// <param name="Slots">The receive slots by mid.</param>
/// <param name="SourceMids">The mids that are bound to sources.</param>
/// <param name="Cname">The CNAME of everything this endpoint is sent (RFC 3550 section 6.5.1); SDP token characters.</param>
internal sealed record AnswerParameters(
    IceCredentials Local,
    string Fingerprint,
    IReadOnlyList<IPEndPoint> Candidates,
    IReadOnlyDictionary<string, SlotParameters> Slots,
    IReadOnlySet<string> SourceMids,
    string Cname);

/// <summary>The SSRCs of a slot, the same for as long as the endpoint lives.</summary>
internal sealed record SlotParameters(uint Ssrc, uint RtxSsrc);
