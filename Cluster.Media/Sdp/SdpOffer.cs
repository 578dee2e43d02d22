namespace Cluster.Media.Sdp;

/// <summary>
/// A session description offered by a client (RFC 8866, RFC 8829), checked for what a bridge needs: BUNDLE, rtcp-mux,
/// ICE credentials, a SHA-256 fingerprint and a DTLS role that leaves the passive one to us.
/// </summary>
/// <param name="SessionVersion">The version in the o= line; it grows with every offer.</param>
/// <param name="Bundle">The mids of the BUNDLE group in order; the first is the tagged one (RFC 9143 section 7.2.1).</param>
/// <param name="Media">All m-lines in order.</param>
/// <param name="RemoteUserFragment">The client's ICE user fragment: a new one is another client or an ICE restart.</param>
/// <param name="RemotePassword">The client's ICE password.</param>
/// <param name="RemoteFingerprint">The client's certificate: SHA-256, upper-case hexadecimal with colons.</param>
internal sealed record SdpOffer(
    ulong SessionVersion,
    IReadOnlyList<string> Bundle,
    IReadOnlyList<SdpMedia> Media,
    string RemoteUserFragment,
    string RemotePassword,
    string RemoteFingerprint)
{
    /// <summary>Without the password, which never reaches a log.</summary>
    public override string ToString() => $"offer of {RemoteUserFragment}, {Media.Count} m-lines";

    /// <summary>Reads an offer. False: <paramref name="problem"/> says why; nothing a client sends makes it throw.</summary>
    public static bool TryParse(string sdp, SdpLimits limits, out SdpOffer offer, out SdpProblem problem)
    {
        offer = null!;
        problem = null!;
        SdpProblem? found = SdpParser.Parse(sdp, limits, out SdpSession session)
            ?? SdpOfferRules.Check(session, out offer);
        if (found is null)
        {
            return true;
        }

        problem = found;
        return false;
    }
}
