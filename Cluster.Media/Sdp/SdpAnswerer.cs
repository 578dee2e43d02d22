namespace Cluster.Media.Sdp;

/// <summary>
/// Answers an offer as a bridge does (RFC 8829 section 5.3): ICE-lite, DTLS passive, everything bundled; sources are
/// received, slots are sent to from the start, and whatever is not bound is rejected.
/// </summary>
internal static class SdpAnswerer
{
    /// <summary>One answer for every offer that <see cref="SdpOffer.TryParse"/> let through.</summary>
    public static SdpAnswer Answer(SdpOffer offer, AnswerParameters parameters)
    {
        MediaNegotiation[] media = [.. offer.Media.Select(line => MediaNegotiation.Decide(line, offer, parameters))];
        SdpAnswerWriter writer = new(offer, parameters);
        return new SdpAnswer(
            writer.Write(media),
            new NegotiatedSession(
                offer.RemoteUserFragment,
                offer.RemotePassword,
                offer.RemoteFingerprint,
                [.. media.Select(line => line.ToNegotiated())]));
    }
}
