using Cluster.Media.Ice;

namespace Cluster.Media.Sdp;

/// <summary>What a description must have before a bridge answers it.</summary>
internal static class SdpOfferRules
{
    /// <summary>Null: <paramref name="offer"/> may be answered.</summary>
    public static SdpProblem? Check(SdpSession session, out SdpOffer offer)
    {
        offer = null!;
        SdpMedia? tagged = session.Bundle.Count == 0 ? null : session.Media.FirstOrDefault(m => m.Mid == session.Bundle[0]);
        if (tagged is null)
        {
            return new(SdpProblem.NoBundle, "The offer has no BUNDLE group naming its m-lines; everything goes over one transport.");
        }

        if (!tagged.RtcpMux && tagged.Kind is SdpMediaKind.Audio or SdpMediaKind.Video)
        {
            return new(SdpProblem.NoRtcpMux, "The offer lacks rtcp-mux; RTP and RTCP share one port.");
        }

        SdpTransport transport = tagged.Transport.Or(session.Transport);
        SdpProblem? problem = CheckIce(session, transport) ?? CheckDtls(transport);
        if (problem is null)
        {
            offer = new SdpOffer(
                session.Version,
                session.Bundle,
                session.Media,
                transport.UserFragment!,
                transport.Password!,
                transport.Fingerprint!);
        }

        return problem;
    }

    private static SdpProblem? CheckIce(SdpSession session, SdpTransport transport)
    {
        if (transport.UserFragment is null || transport.Password is null)
        {
            return new(SdpProblem.NoIce, "The offer lacks ice-ufrag or ice-pwd.");
        }

        if (!IceCredentials.IsWellFormed(transport.UserFragment, 4) || !IceCredentials.IsWellFormed(transport.Password, 22))
        {
            return new(SdpProblem.BadIce, "The offer's ice-ufrag or ice-pwd has a wrong length or character.");
        }

        return session.IceLite
            ? new(SdpProblem.BadIce, "The offerer is ICE-lite as we are: nobody would check connectivity.")
            : null;
    }

    private static SdpProblem? CheckDtls(SdpTransport transport)
    {
        if (transport.FingerprintHash != "sha-256")
        {
            return new(SdpProblem.NoFingerprint, "The offer has no SHA-256 certificate fingerprint.");
        }

        if (transport.Fingerprint is null)
        {
            return new(SdpProblem.BadFingerprint, "The offer's SHA-256 fingerprint is not 32 hexadecimal bytes.");
        }

        return transport.Setup is "actpass" or "active"
            ? null
            : new(SdpProblem.BadSetup, "The offer must have setup:actpass or setup:active; the bridge is the passive side.");
    }
}
