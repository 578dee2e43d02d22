using System.Diagnostics;
using Actors.Tests.Support;

namespace Actors.Tests.Sharding;

public sealed class RegionsTests
{
    [Fact]
    public async Task A_node_alone_forms_its_cluster_and_every_region_answers()
    {
        var watch = Stopwatch.StartNew();
        await using var node = await OneNode.StartAsync(OneNode.Settings);
        var health = await node.Health.CheckAsync(TimeSpan.FromSeconds(20));
        Console.WriteLine($"cold start {watch.ElapsedMilliseconds} ms");
        Assert.Equal(["account", "bridge", "participant", "room"], health.Keys.Order());
        Assert.All(health.Values, Assert.True);
    }
}
