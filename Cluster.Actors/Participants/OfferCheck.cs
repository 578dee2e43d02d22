using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;

namespace Cluster.Actors.Participants;

/// <summary>Whether an offer is within bounds, and what it becomes for the bridge. Whether its SDP makes sense is the media plane's to say.</summary>
internal static class OfferCheck
{
    private const int MidCharsMax = 32;

    /// <summary>What is wrong, for a person; null when nothing is.</summary>
    public static string? Problem(MediaOffer? offer, ActorsSettings settings)
    {
        if (offer?.Sdp is null || offer.Sources is null || offer.Slots is null)
        {
            return "An offer has an SDP, sources and slots.";
        }

        if (offer.Sdp.Length == 0 || offer.Sdp.Length > settings.SdpChars)
        {
            return $"An offer's SDP has 1 to {settings.SdpChars} characters.";
        }

        if (offer.Slots.Count > settings.SlotsMax)
        {
            return $"An offer has at most {settings.SlotsMax} slots.";
        }

        if (offer.Sources.Count > SourceNumbers.BlockSize
            || offer.Sources.Select(source => source?.Kind).Distinct().Count() != offer.Sources.Count
            || offer.Sources.Any(source => source is null || !Enum.IsDefined(source.Kind)))
        {
            return "An offer has at most one source of each kind.";
        }

        var mids = offer.Sources.Select(source => source.Mid).Concat(offer.Slots.Select(slot => slot?.Mid)).ToList();
        return mids.Any(mid => mid is not { Length: > 0 and <= MidCharsMax }) || mids.Distinct().Count() != mids.Count
            ? "Each source and slot of an offer has its own m-line."
            : null;
    }

    /// <summary>The offered sources with their numbers; those whose device is off start muted.</summary>
    public static IReadOnlyList<BoundSource> Bind(MediaOffer offer, uint firstSource, DeviceState devices) =>
    [
        .. offer.Sources.Select(source => new BoundSource(
            source.Mid,
            source.Kind,
            SourceNumbers.Of(firstSource, source.Kind),
            SourceNumbers.IsMuted(source.Kind, devices))),
    ];
}
