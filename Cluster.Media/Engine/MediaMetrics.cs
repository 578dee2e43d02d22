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
    private readonly MediaWorker[] _workers;

    public MediaMetrics(MediaWorker[] workers, Func<MediaCounters> counters, Func<int> handshakes)
    {
        _workers = workers;
        Each("parley.media.packets", "{datagram}", "Datagrams received and sent", worker =>
            [new(worker.Traffic.PacketsIn, Direction("in")), new(worker.Traffic.PacketsOut, Direction("out"))]);
        Each("parley.media.bytes", "By", "Bytes of UDP payload received and sent", worker =>
            [new(worker.Traffic.BytesIn, Direction("in")), new(worker.Traffic.BytesOut, Direction("out"))]);
        Each("parley.media.send.runs", "{run}", "Runs of datagrams handed to the system as one", worker => [new(worker.Sending.Runs)]);
        Each("parley.media.send.failures", "{datagram}", "Datagrams the system did not take", worker => [new(worker.Sending.Failures)]);
        Each("parley.media.repairs", "{packet}", "Packets asked for again and sent again", worker =>
        [
            new(worker.Work.PacketsAskedOfUs, Kind("asked-of-us")), new(worker.Work.PacketsRepeated, Kind("sent-again")),
            new(worker.Work.PacketsAskedOfSenders, Kind("asked-of-senders")),
        ]);
        Each("parley.media.keyframes", "{request}", "Keyframes asked for", worker =>
            [new(worker.Work.KeyframesAskedOfUs, Kind("asked-of-us")), new(worker.Work.KeyframesAskedOfSenders, Kind("asked-of-senders"))]);
        Each("parley.media.turns", "{turn}", "Turns by how long their first datagram took from arrival to the last send", worker =>
            Enumerable.Range(0, TurnDelays.Classes).Select(i => new Measurement<long>(worker.Delays[i], Below(i))));
        Each("parley.media.allocated", "By", "Bytes allocated by the workers' threads", worker => [new(worker.AllocatedBytes)]);
        Each("parley.media.shields", "{flood}", "Floods the kernel was given a filter for", worker => [new(worker.Floods.Shields)]);
        _meter.CreateObservableCounter(
            "parley.media.drops",
            () => counters().Drops.Select(drop => new Measurement<long>(drop.Value, new KeyValuePair<string, object?>("reason", drop.Key))),
            "{datagram}",
            "Datagrams and packets that went no further");
        _meter.CreateObservableUpDownCounter("parley.media.bridges", () => counters().Bridges, "{bridge}", "Bridges open");
        _meter.CreateObservableUpDownCounter("parley.media.endpoints", () => counters().Endpoints, "{endpoint}", "Endpoints on them");
        _meter.CreateObservableUpDownCounter("parley.media.handshakes", handshakes, "{handshake}", "DTLS handshakes under way");
        _meter.CreateObservableUpDownCounter(
            "parley.media.commands",
            () => _workers.Select(worker => new Measurement<int>(worker.CommandsWaiting, Tag(worker))),
            "{command}",
            "Commands that wait for a worker");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void Each(string name, string unit, string description, Func<MediaWorker, IEnumerable<Measurement<long>>> read) =>
        _meter.CreateObservableCounter(
            name,
            () => _workers.SelectMany(worker => read(worker).Select(it => new Measurement<long>(it.Value, [.. it.Tags.ToArray(), Tag(worker)]))),
            unit,
            description);

    private static KeyValuePair<string, object?> Tag(MediaWorker worker) => new("worker", worker.Index);

    private static KeyValuePair<string, object?> Direction(string direction) => new("direction", direction);

    private static KeyValuePair<string, object?> Kind(string kind) => new("kind", kind);

    private static KeyValuePair<string, object?> Below(int i) => new("below.us", i < TurnDelays.Classes - 1 ? 1L << i : "inf");
}
