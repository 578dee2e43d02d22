using System.Diagnostics.Metrics;
using Cluster.Media.Engine;
using Cluster.Media.Net;
using Xunit;

namespace Cluster.Media.Tests.Engine;

/// <summary>What operators can see: the meter's counters, and the state of layers and slots.</summary>
public sealed class DiagnosticsTests
{
    [Fact]
    public async Task The_meter_counts_what_goes_through_what_is_dropped_and_what_is_open()
    {
        await using var rig = new EngineRig();
        var (ann, bob) = await HostileInputTests.MeetAsync(rig);
        using var reading = new Reading();
        var before = reading.Take();
        for (var i = 0; i < 100; i++)
        {
            ann.SendRaw(ann.MakeAudio(ann.Lines[0], ann.Microphone));
            await EngineRig.NextPacketAsync(bob, packet => packet.Source == ann.Lines[0].Number);
        }

        // Who says that he lost more than there was lost that.
        var heard = await NextAsync();
        bob.SendRaw(bob.MakeControl((ref Rtcp.RtcpWriter writer) => writer.ReceiverReport(7, [new Rtcp.ReportBlock(heard.Ssrc, 10, 3, 100, 0, 0, 0)])));
        bob.SendRaw(bob.MakeControl((ref Rtcp.RtcpWriter writer) => writer.ReceiverReport(7, [new Rtcp.ReportBlock(heard.Ssrc, 10, 1_000_000, 100, 0, 0, 0)])));
        bob.SendRaw(bob.MakeControl((ref Rtcp.RtcpWriter writer) => writer.ReceiverReport(7, [new Rtcp.ReportBlock(heard.Ssrc, 10, 5, 100, 0, 0, 0)])));
        await bob.CheckAsync();
        ann.SendRaw([100, 1, 2, 3]);
        await ann.CheckAsync();
        var after = reading.Take();
        Assert.InRange(Grown("parley.media.packets", "direction=in"), 101, 10_000);
        Assert.InRange(Grown("parley.media.packets", "direction=out"), 100, 10_000);
        Assert.InRange(Grown("parley.media.bytes", "direction=out"), 100 * 20, 10_000_000);
        Assert.InRange(Grown("parley.media.lost", "direction=out"), 101, 1_000);
        Assert.InRange(Grown("parley.media.turns"), 100, 10_000);
        Assert.InRange(Grown("parley.media.drops", "reason=unknown-protocol"), 1, 100);
        // Other tests' engines publish under the same name while they run.
        Assert.InRange(Sum(after, "parley.media.endpoints"), 2, 100_000);
        Assert.InRange(Sum(after, "parley.media.bridges"), 1, 100_000);

        long Grown(string instrument, string tag = "") => Sum(after, instrument, tag) - Sum(before, instrument, tag);

        async Task<ReceivedRtp> NextAsync()
        {
            ann.SendRaw(ann.MakeAudio(ann.Lines[0], ann.Microphone));
            return await EngineRig.NextPacketAsync(bob, packet => packet.Source == ann.Lines[0].Number);
        }
    }

    [Fact]
    public async Task A_snapshot_says_what_each_layer_and_slot_does()
    {
        await using var rig = new EngineRig();
        var (ann, bob) = await HostileInputTests.MeetAsync(rig);
        rig.Engine.SetView(new EndpointId(rig.Bridge, bob.Number), [new ViewEntry(new SourceNumber(ann.Lines[1].Number), 720)]);
        ann.SendRaw(ann.MakeFrame(ann.Lines[1], ann.Camera, keyframe: false));
        await ann.CheckAsync();
        var (camera, slot) = await ReadAsync();
        Assert.Equal((true, "", (string?)""), (camera.Live, slot.Layer, slot.WaitsFor));
        Assert.Equal((ann.Lines[1].Number, 0L), (slot.Source.Value, slot.Packets));

        ann.SendRaw(ann.MakeFrame(ann.Lines[1], ann.Camera, keyframe: true));
        var shown = await EngineRig.NextPacketAsync(bob, packet => packet.Source == ann.Lines[1].Number);
        bob.SendRaw(bob.MakeControl((ref Rtcp.RtcpWriter writer) => writer.Nack(7, shown.Ssrc, [shown.Sequence])));
        await bob.CheckAsync();
        (camera, slot) = await ReadAsync();
        Assert.Equal((2L, 720, 0L), (camera.Packets, camera.Height, camera.Lost));
        Assert.Equal((null, 1L, 1L), (slot.WaitsFor, slot.Packets, slot.Repeated));
        Assert.InRange(slot.Bytes, 40, 60);
        Assert.Contains(rig.Engine.ListBridges(), bridge => bridge.Bridge == rig.Bridge);

        async Task<(LayerSnapshot Camera, SlotSnapshot Slot)> ReadAsync()
        {
            var endpoints = (await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints;
            var sources = endpoints.Single(endpoint => endpoint.Number == ann.Number).Sources;
            return (
                sources.Single(source => source.Kind == SourceKind.Camera).Layers.Single(),
                endpoints.Single(endpoint => endpoint.Number == bob.Number).Slots.Single(each => each.Use == SlotUse.Video));
        }
    }

    [Fact]
    public void A_turn_is_counted_in_the_class_of_its_first_datagram()
    {
        var delays = new TurnDelays();
        delays.EndTurn();
        var nowUs = MediaClock.NowUs;
        delays.Note(nowUs - 1_000);
        delays.Note(nowUs - 100_000_000);
        delays.Note(nowUs);
        delays.EndTurn();
        delays.EndTurn();
        Assert.Equal(1, Enumerable.Range(0, TurnDelays.Classes).Sum(i => delays[i]));
        Assert.Equal(1, delays[TurnDelays.Classes - 1]);
    }

    private static long Sum(IEnumerable<(string Instrument, string Tags, long Value)> values, string instrument, string tag = "") =>
        values.Where(value => value.Instrument == instrument && value.Tags.Contains(tag, StringComparison.Ordinal)).Sum(value => value.Value);

    /// <summary>Listens to the meter, as an operator's tool does.</summary>
    private sealed class Reading : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly List<(string Instrument, string Tags, long Value)> _values = [];

        public Reading()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == MediaMetrics.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public (string Instrument, string Tags, long Value)[] Take()
        {
            _values.Clear();
            _listener.RecordObservableInstruments();
            return [.. _values];
        }

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            _values.Add((instrument.Name, string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")), value));
    }
}
