using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace Cluster.Media.Tests.Loss;

/// <summary>What fraction of lost packets is repaired, and how late, on either leg: the figures of docs/loss.md.</summary>
public sealed class LossTests(ITestOutputHelper output)
{
    private const int Seconds = 120;

    public static TheoryData<string, int, double, double> Losses
    {
        get
        {
            var all = new TheoryData<string, int, double, double>();
            foreach (var leg in new[] { "to the bridge", "from the bridge" })
            {
                foreach (var roundTripMs in new[] { 20, 100 })
                {
                    all.Add(leg, roundTripMs, 0.01, 0);
                    all.Add(leg, roundTripMs, 0.05, 0);
                    all.Add(leg, roundTripMs, 0.10, 0);
                    all.Add(leg, roundTripMs, 0.05, 40);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Lost_packets_are_repaired_within_round_trips(string leg, int roundTripMs, double share, double burstMs)
    {
        var lossy = new LossModel(share, burstMs);
        var isUp = leg == "to the bridge";
        using var call = new VirtualCall(
            seed: 1, roundTripMs, isUp ? lossy : LossModel.None, isUp ? LossModel.None : lossy);
        call.Run(Seconds);
        var repairs = call.Judge();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {leg} | {roundTripMs} | {share * 100:0} % {(burstMs > 0 ? $"in bursts of {burstMs:0} ms" : "random")} | {repairs.Lost} of {repairs.Packets} | {repairs.Repaired * 100:0.00} % | {repairs.P50Ms:0} | {repairs.P95Ms:0} | {repairs.MaxMs:0} | {call.Sender.RequestsForKeyframes} |"));

        Assert.InRange(repairs.Lost, share * repairs.Packets * 0.6, share * repairs.Packets * 1.5);
        Assert.InRange(repairs.Repaired, burstMs > 0 ? 0.995 : 0.999, 1);
        Assert.InRange(repairs.P50Ms, 0, roundTripMs + 45 + burstMs);
        Assert.InRange(repairs.P95Ms, 0, (2.5 * roundTripMs) + 60 + (3 * burstMs));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Late_reordered_and_doubled_packets_are_no_loss(int seed)
    {
        using var call = new VirtualCall(
            seed, roundTripMs: 40, new LossModel(Reordered: 0.05, Duplicated: 0.02), new LossModel(Reordered: 0.05, Duplicated: 0.02));
        call.Run(30);
        Assert.Equal(0, call.Judge().Missing);
        Assert.Equal(call.Sender.SentUs.Count, call.Receiver.CameUs.Count);
        Assert.False(call.Receiver.GaveUp);
        Assert.InRange(call.Sender.Keyframes, 1, 2);

        // Late ones may have been asked for by then, and come twice: not more than were late.
        Assert.InRange(call.Receiver.Duplicates, 0, call.Sender.SentUs.Count * 0.1);
    }

    [Fact]
    public void What_cannot_be_repaired_is_answered_by_a_keyframe_soon()
    {
        // Bursts of two seconds on average: longer than anybody waits for a packet.
        using var call = new VirtualCall(seed: 4, roundTripMs: 40, new LossModel(0.1, 2_000), LossModel.None);
        call.Run(Seconds);
        Assert.True(call.Judge().Missing > 0);
        Assert.InRange(call.Sender.Keyframes, 2, 60);

        // The picture is there again at the end.
        Assert.InRange(call.Receiver.CameUs.Keys.Max(), call.Sender.SentUs.Count - (10 * 30 * VideoSender.PacketsPerFrame), call.Sender.SentUs.Count);
    }
}
