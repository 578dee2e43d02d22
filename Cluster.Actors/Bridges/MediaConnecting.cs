using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cluster.Actors.Telemetry;

namespace Cluster.Actors.Bridges;

/// <summary>
/// An endpoint's way from the answer to its offer to media, and what becomes of it: the last part of a join's trace, and metrics of
/// the meter <c>Parley.Bridges</c> (docs/metrics.md).
/// </summary>
internal sealed class MediaConnecting
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Parley.Bridges";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Histogram<double> Durations = Meter.CreateHistogram(
        "parley.media.connect.duration", "s", "From the answer to an endpoint's offer until its DTLS handshake is done", tags: null, Buckets.Waiting);

    private static readonly Counter<long> Losses = Meter.CreateCounter<long>(
        "parley.media.endpoints.lost", "{endpoint}", "Endpoints that were lost, by reason; those that were closed are not");

    private static readonly BoundedWords Reasons = new();

    private readonly Activity? span;
    private readonly long began = Stopwatch.GetTimestamp();
    private bool over;

    private MediaConnecting(Activity? span) => this.span = span;

    /// <summary>The offer was answered.</summary>
    public static MediaConnecting Begin(string? trace, string participant) => new(JoinTrace.Part("media connect", trace, participant));

    /// <summary>Media may flow.</summary>
    public void Done()
    {
        if (!over)
        {
            over = true;
            Durations.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
            span.Done();
        }
    }

    /// <summary>It is gone, before that or after.</summary>
    public void Lost(string reason)
    {
        over = true;
        span.Failed(reason);
        Losses.Add(1, new KeyValuePair<string, object?>("reason", Reasons.Of(reason)));
    }
}
