using System.Diagnostics.Metrics;

namespace Cluster.Media.Engine;

/// <summary>
/// The media plane's counters as instruments of the meter <c>Parley.Media</c> (docs/metrics.md). All are observable: whoever
/// listens reads what the workers count anyway, and a packet costs nothing more.
/// </summary>
internal sealed class MediaMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Parley.Media";

    private readonly Meter _meter = new(MeterName);
    private readonly Func<MediaReadings> _read;

    public MediaMetrics(Func<MediaReadings> read)
    {
        _read = read;
        Each("parley.media.packets", "{datagram}", "Datagrams received and sent", it =>
            [new(it.PacketsIn, Direction("in")), new(it.PacketsOut, Direction("out"))]);
        Each("parley.media.bytes", "By", "Bytes of UDP payload received and sent", it =>
            [new(it.BytesIn, Direction("in")), new(it.BytesOut, Direction("out"))]);
        Each("parley.media.send.runs", "{run}", "Runs of datagrams handed to the system as one", it => [new(it.Runs)]);
        Each("parley.media.send.failures", "{datagram}", "Datagrams the system did not take", it => [new(it.SendFailures)]);
        Each("parley.media.repairs", "{packet}", "Packets asked for again and sent again", it =>
        [
            new(it.PacketsAskedOfUs, Kind("asked-of-us")), new(it.PacketsRepeated, Kind("sent-again")),
            new(it.PacketsAskedOfSenders, Kind("asked-of-senders")),
        ]);
        Each("parley.media.keyframes", "{request}", "Keyframes asked for", it =>
            [new(it.KeyframesAskedOfUs, Kind("asked-of-us")), new(it.KeyframesAskedOfSenders, Kind("asked-of-senders"))]);
        Each("parley.media.turns", "{turn}", "Turns by how long their first datagram took from arrival to the last send", it =>
            it.Turns.Select((turns, i) => new Measurement<long>(turns, Below(i))));
        Each("parley.media.allocated", "By", "Bytes allocated by the workers' threads", it => [new(it.AllocatedBytes)]);
        Each("parley.media.shields", "{flood}", "Floods the kernel was given a filter for", it => [new(it.Shields)]);
        _meter.CreateObservableCounter(
            "parley.media.drops",
            () => read().Counters.Drops.Select(drop => new Measurement<long>(drop.Value, new KeyValuePair<string, object?>("reason", drop.Key))),
            "{datagram}",
            "Datagrams and packets that went no further");
        _meter.CreateObservableUpDownCounter("parley.media.bridges", () => read().Counters.Bridges, "{bridge}", "Bridges open");
        _meter.CreateObservableUpDownCounter("parley.media.endpoints", () => read().Counters.Endpoints, "{endpoint}", "Endpoints on them");
        _meter.CreateObservableUpDownCounter("parley.media.handshakes", () => read().Handshakes, "{handshake}", "DTLS handshakes under way");
        _meter.CreateObservableUpDownCounter(
            "parley.media.commands",
            () => read().Workers.Select((it, i) => new Measurement<int>(it.CommandsWaiting, Tag(i))),
            "{command}",
            "Commands that wait for a worker");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void Each(string name, string unit, string description, Func<WorkerReading, IEnumerable<Measurement<long>>> values) =>
        _meter.CreateObservableCounter(
            name,
            () => _read().Workers.SelectMany((it, i) => values(it).Select(value => new Measurement<long>(value.Value, [.. value.Tags.ToArray(), Tag(i)]))),
            unit,
            description);

    private static KeyValuePair<string, object?> Tag(int worker) => new("worker", worker);

    private static KeyValuePair<string, object?> Direction(string direction) => new("direction", direction);

    private static KeyValuePair<string, object?> Kind(string kind) => new("kind", kind);

    private static KeyValuePair<string, object?> Below(int i) => new("below.us", i < TurnDelays.Classes - 1 ? 1L << i : "inf");
}
