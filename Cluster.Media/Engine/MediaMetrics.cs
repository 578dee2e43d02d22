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

    /// <param name="life">When the media plane began, and how many before it ended by themselves.</param>
    public MediaMetrics(Func<MediaReadings> read, Func<MediaLife> life)
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
        Each("parley.media.expected", "{packet}", "Packets that senders sent, by their numbering", it => [new(it.Loss.Expected)]);
        Each("parley.media.lost", "{packet}", "Packets that had not come when they were reported: from senders to us, and from us to receivers", it =>
            [new(it.Loss.Missing, Direction("in")), new(it.Loss.LostBeyond, Direction("out"))]);
        Each("parley.media.relay.packets", "{datagram}", "Datagrams of relays between nodes", it =>
            [new(it.Relayed.PacketsIn, Direction("in")), new(it.Relayed.PacketsOut, Direction("out"))]);
        Each("parley.media.relay.bytes", "By", "Bytes of those", it => [new(it.Relayed.BytesIn, Direction("in")), new(it.Relayed.BytesOut, Direction("out"))]);
        Each("parley.media.relay.gaps", "{datagram}", "Datagrams of relays that had not come when a later one did, and those of them that came after all", it =>
            [new(it.Relayed.Missing, Kind("missing")), new(it.Relayed.Late, Kind("late"))]);
        AddProcess(life);
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

    private void AddProcess(Func<MediaLife> life)
    {
        _meter.CreateObservableGauge("parley.media.process.start.time", () => life().StartedAt.ToUnixTimeMilliseconds() / 1_000.0, "s", "When the media plane began, Unix time");
        _meter.CreateObservableCounter("parley.media.process.restarts", () => life().Restarts, "{restart}", "Media processes that ended by themselves and were followed by another");
        _meter.CreateObservableCounter("parley.media.process.cpu.time", () => Apart(it => it.CpuSeconds), "s", "Processor time of the media process");
        _meter.CreateObservableUpDownCounter("parley.media.process.memory", () => Apart(it => it.MemoryBytes), "By", "Working set of the media process");
        _meter.CreateObservableCounter("parley.media.process.gc.pause.time", () => Apart(it => it.PauseSeconds), "s", "In which the media process stood still for its garbage collector");
        _meter.CreateObservableCounter("parley.media.process.gc.collections", () => Apart(it => it.Collections), "{collection}", "Garbage collections of the media process");
    }

    /// <summary>Nothing where media has no process of its own.</summary>
    private IEnumerable<Measurement<T>> Apart<T>(Func<ProcessReading, T> value)
        where T : struct => _read().Process is { } process ? [new(value(process))] : [];

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

/// <summary>The media plane's life.</summary>
/// <param name="Restarts">Processes before this one that ended by themselves.</param>
internal sealed record MediaLife(DateTimeOffset StartedAt, long Restarts);
