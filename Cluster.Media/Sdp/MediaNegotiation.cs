namespace Cluster.Media.Sdp;

/// <summary>Decides what one offered m-line becomes.</summary>
internal sealed record MediaNegotiation(
    SdpMedia Offered,
    MediaRole Role,
    CodecChoice? Codec,
    IReadOnlyList<SdpExtension> Extensions,
    IReadOnlyList<string> Rids,
    SlotParameters? Slot)
{
    private static readonly string[] Protocols =
        ["UDP/TLS/RTP/SAVPF", "TCP/TLS/RTP/SAVPF", "UDP/TLS/RTP/SAVP", "RTP/SAVPF"];

    /// <summary>
    /// A bound m-line that the offer turned off is kept inactive, so that turning it on again needs no new m-line; one
    /// that nobody bound is rejected.
    /// </summary>
    public static MediaNegotiation Decide(SdpMedia media, SdpOffer offer, AnswerParameters parameters)
    {
        CodecChoice? codec = CodecChoice.Choose(media);
        if (codec is null || media.Disabled || !offer.Bundle.Contains(media.Mid) || !Protocols.Contains(media.Protocol))
        {
            return Reject(media);
        }

        SlotParameters? slot = parameters.Slots.GetValueOrDefault(media.Mid);
        if (parameters.SourceMids.Contains(media.Mid))
        {
            return media.Direction.HasFlag(SdpDirection.SendOnly)
                ? Accept(media, MediaRole.Source, codec, null)
                : Accept(media, MediaRole.Inactive, codec, null);
        }

        if (slot is not null)
        {
            return media.Direction.HasFlag(SdpDirection.RecvOnly)
                ? Accept(media, MediaRole.Slot, codec, slot)
                : Accept(media, MediaRole.Inactive, codec, null);
        }

        // The tagged m-line carries the transport of all the others, and an m-line the client holds in reserve costs nothing.
        return media.Direction == SdpDirection.Inactive || media.Mid == offer.Bundle[0]
            ? Accept(media, MediaRole.Inactive, codec, null)
            : Reject(media);
    }

    /// <summary>The engine's view of it.</summary>
    public NegotiatedMedia ToNegotiated() => new(
        Offered.Mid,
        Offered.Kind == SdpMediaKind.Audio,
        Role,
        Codec?.Primary.PayloadType ?? 0,
        Codec?.Rtx?.PayloadType,
        Codec?.Primary.ClockRateHz ?? 0,
        ExtensionPolicy.ToIds(Extensions),
        Rids,
        Role == MediaRole.Source ? PrimarySsrcs() : [],
        Role == MediaRole.Source ? RtxToPrimary() : new Dictionary<uint, uint>(),
        Slot?.Ssrc ?? 0,
        Codec?.Rtx is null ? 0 : Slot?.RtxSsrc ?? 0);

    private static MediaNegotiation Reject(SdpMedia media) => new(media, MediaRole.Rejected, null, [], [], null);

    private static MediaNegotiation Accept(SdpMedia media, MediaRole role, CodecChoice codec, SlotParameters? slot)
    {
        IReadOnlyList<SdpExtension> extensions = ExtensionPolicy.Accept(media, role);
        // Without the rid extension layers could not be told apart; the client then sends a single stream. A camera that
        // is off keeps its layers, or Chromium would come back with the first alone.
        bool layered = role != MediaRole.Slot && extensions.Any(extension => extension.Uri == ExtensionPolicy.Rid);
        string[] rids = layered ? [.. media.Rids.Take(SdpLimits.RidsMax).Select(rid => rid.Id)] : [];
        return new MediaNegotiation(media, role, codec, extensions, rids, slot);
    }

    private Dictionary<uint, uint> RtxToPrimary()
    {
        Dictionary<uint, uint> primaries = [];
        foreach (SdpSourceGroup group in Offered.SourceGroups)
        {
            if (group is { Semantics: "FID", Ssrcs: [var primary, var rtx] } && primary != rtx)
            {
                primaries.TryAdd(rtx, primary);
            }
        }

        return primaries;
    }

    // A SIM group gives the layers' order (lowest first); otherwise the order of appearance has to do.
    private uint[] PrimarySsrcs()
    {
        Dictionary<uint, uint> rtx = RtxToPrimary();
        IReadOnlyList<uint> grouped = Offered.SourceGroups.FirstOrDefault(group => group.Semantics == "SIM")?.Ssrcs ?? [];
        return [.. grouped.Concat(Offered.Sources.Select(source => source.Ssrc)).Where(ssrc => !rtx.ContainsKey(ssrc)).Distinct()];
    }
}
