using Actors.Tests.Support;
using Cluster.Actors.Placement;
using Cluster.Media;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Placement;

public sealed class LoadMeterTests
{
    private static readonly double Cores = Environment.ProcessorCount;

    private readonly FakeTimeProvider time = new();
    private readonly RecordingMediaPlane media = new();
    private readonly LoadMeter meter;
    private TimeSpan used;

    public LoadMeterTests()
    {
        Count(at: 1, used: 5, packets: 1_000_000);
        meter = new LoadMeter(media, time, new ProcessorClock(() => used), bridgesMax: 100);
    }

    [Fact]
    public void A_media_process_of_its_own_counts_with_the_nodes_process()
    {
        time.Advance(TimeSpan.FromSeconds(1));
        used += TimeSpan.FromSeconds(Cores / 8);
        Count(at: 2, used: 5 + (Cores / 4), packets: 1_010_000);
        var load = meter.Read();
        Assert.Equal(375, load.CpuPermille);
        Assert.Equal(375, load.Permille);
        Assert.Equal(10_000, load.PacketsPerSecond);
    }

    [Fact]
    public void A_reading_that_is_seen_twice_says_the_same_and_the_next_one_not_twice_as_much()
    {
        foreach (var second in new[] { 2, 2, 4, 4, 5 })
        {
            time.Advance(TimeSpan.FromSeconds(1));
            Count(at: second, used: 5 + ((second - 1) * Cores / 4), packets: 1_000_000 + ((second - 1) * 500));
            var load = meter.Read();
            Assert.Equal(250, load.CpuPermille);
            Assert.Equal(500, load.PacketsPerSecond);
        }
    }

    [Fact]
    public void A_media_process_that_follows_another_is_measured_from_its_first_reading_on()
    {
        time.Advance(TimeSpan.FromSeconds(1));
        Count(at: 2, used: 0.5, packets: 10);
        Assert.Equal(new Load(0, 0, 0, 0, 0), meter.Read());
        time.Advance(TimeSpan.FromSeconds(1));
        Count(at: 3, used: 0.5 + (Cores / 2), packets: 110);
        Assert.Equal(new Load(500, 500, 100, 0, 0), meter.Read());
    }

    private void Count(double at, double used, long packets) => media.Counters = new MediaCounters(packets, 0, 0, 0, 0, 0, new Dictionary<string, long>())
    {
        At = TimeSpan.FromSeconds(at),
        ProcessorTimeApart = TimeSpan.FromSeconds(used),
    };
}
