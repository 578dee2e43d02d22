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

        if (FindStray(offer, parsed) is { } stray)
        {
            return new("mid-unknown", $"The offer has no m-line {stray}, or more than one use is bound to it.");
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

    /// <summary>A binding to an m-line that is not in the offer, or that another binding has: its sender would wait for it in vain.</summary>
    private static string? FindStray(EndpointOffer offer, SdpOffer parsed)
    {
        var free = parsed.Media.Select(line => line.Mid).ToHashSet();
        return offer.Sources.Select(source => source.Mid).Concat(offer.Slots.Select(slot => slot.Mid)).FirstOrDefault(mid => !free.Remove(mid));
    }

    // A picture in a slot for sound would be noise in everybody's ears.
    private static bool Suits(SdpMedia line, EndpointOffer offer) =>
        offer.Sources.All(source => source.Mid != line.Mid
            || line.Kind == (source.Kind is SourceKind.Camera or SourceKind.Screen ? SdpMediaKind.Video : SdpMediaKind.Audio))
        && offer.Slots.All(slot => slot.Mid != line.Mid
            || line.Kind == (slot.Use == SlotUse.Video ? SdpMediaKind.Video : SdpMediaKind.Audio));
}
