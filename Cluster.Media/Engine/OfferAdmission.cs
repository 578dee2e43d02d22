using Cluster.Media.Sdp;

namespace Cluster.Media.Engine;

/// <summary>Refuses an offer that is out of bounds or makes no sense, before anything is made for it.</summary>
internal static class OfferAdmission
{
    /// <summary>Null: <paramref name="parsed"/> may be answered.</summary>
    public static NegotiationResult.Refused? Check(EndpointOffer offer, MediaSettings settings, out SdpOffer parsed)
    {
        parsed = null!;
        if (offer.Sources.Count > settings.SourcesPerEndpointMax)
        {
            return new("too-many-sources", $"An endpoint may send at most {settings.SourcesPerEndpointMax} sources.");
        }

        if (offer.Slots.Count > settings.SlotsPerEndpointMax)
        {
            return new("too-many-slots", $"An endpoint may have at most {settings.SlotsPerEndpointMax} slots.");
        }

        var limits = new SdpLimits(settings.SdpBytesMax, settings.MediaLinesMax);
        if (!SdpOffer.TryParse(offer.Sdp, limits, out parsed, out var problem))
        {
            return new(problem.Code, problem.Message);
        }

        foreach (var line in parsed.Media)
        {
            if (!Suits(line, offer))
            {
                return new("media-mismatch", $"The m-line {line.Mid} is not of the kind it is said to be.");
            }
        }

        return null;
    }

    // A picture in a slot for sound would be noise in everybody's ears.
    private static bool Suits(SdpMedia line, EndpointOffer offer) =>
        offer.Sources.All(source => source.Mid != line.Mid
            || line.Kind == (source.Kind is SourceKind.Camera or SourceKind.Screen ? SdpMediaKind.Video : SdpMediaKind.Audio))
        && offer.Slots.All(slot => slot.Mid != line.Mid
            || line.Kind == (slot.Use == SlotUse.Video ? SdpMediaKind.Video : SdpMediaKind.Audio));
}
