using Cluster.Actors;
using Cluster.Actors.Serialization;

namespace Actors.Tests.Sharding;

public sealed class RegionsTests
{
    [Fact]
    public async Task A_node_alone_forms_its_cluster_and_every_region_answers()
    {
        await using var node = await OneNode.StartAsync(OneNode.Settings);
        var health = await node.Health.CheckAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(["account", "bridge", "room"], health.Keys.Order());
        Assert.All(health.Values, Assert.True);
    }

    [Fact]
    public async Task Every_message_is_bound_to_our_serializer()
    {
        await using var node = await OneNode.StartAsync(OneNode.Settings);
        Assert.All(
            MessageCatalogue.Entries,
            entry => Assert.IsType<ParleySerializer>(node.System.Serialization.FindSerializerForType(entry.Type)));
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_stops_the_start()
    {
        var settings = OneNode.Settings with { Store = new StoreSettings { SqlitePath = "/nowhere/parley.db" } };
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => OneNode.StartAsync(settings));
    }
}
