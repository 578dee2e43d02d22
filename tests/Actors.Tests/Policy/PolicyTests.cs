using Cluster.Actors;
using Cluster.Actors.Policy;

namespace Actors.Tests.Policy;

public sealed class PolicyTestsOnSqlite() : PolicyTests(StoreKind.Sqlite);

public sealed class PolicyTestsOnPostgresql() : PolicyTests(StoreKind.Postgresql);

/// <summary>The policy on a whole node.</summary>
public abstract class PolicyTests(StoreKind kind) : DatabaseTest(kind)
{
    [Fact]
    public async Task A_change_holds_at_once_outlives_the_process_and_can_be_taken_back()
    {
        await using (var node = await OneNode.StartAsync(Settings))
        {
            Assert.Equal(RoomCreation.Open, (await node.Policy.GetAsync()).Creation);
            var changed = Assert.IsType<PolicyReply.Changed>(await node.Policy.SetAsync("rooms.creation", "authenticated"));
            Assert.Equal(("authenticated", PolicyOrigin.RunTime), (changed.Setting.Value, changed.Setting.Origin));
            Assert.Equal(RoomCreation.Authenticated, node.Policy.Current.Creation);
        }

        await using (var node = await OneNode.StartAsync(Settings))
        {
            Assert.Equal(RoomCreation.Authenticated, (await node.Policy.GetAsync()).Creation);
            Assert.IsType<PolicyReply.Changed>(await node.Policy.ResetAsync("rooms.creation"));
            Assert.Equal(RoomCreation.Open, node.Policy.Current.Creation);
            Assert.All(await node.Policy.ListAsync(), setting => Assert.Equal(PolicyOrigin.Configuration, setting.Origin));
        }
    }

    [Fact]
    public async Task What_is_no_setting_or_no_value_is_refused()
    {
        await using var node = await OneNode.StartAsync(Settings);
        Assert.Equal("setting-unknown", Code(await node.Policy.SetAsync("rooms.nothing", "x")));
        Assert.Equal("setting-unknown", Code(await node.Policy.ResetAsync(new string('x', 10_000))));
        Assert.Equal("bad-request", Code(await node.Policy.SetAsync("rooms.creation", "closed")));
        Assert.Equal("bad-request", Code(await node.Policy.SetAsync("rooms.creation", null!)));
    }

    [Fact]
    public async Task With_the_database_gone_nothing_is_acknowledged_and_later_it_works_again()
    {
        await using var node = await OneNode.StartAsync(Settings with { StorageTimeout = TimeSpan.FromSeconds(2) });
        await node.Policy.GetAsync();
        await using (await Database.HoldAsync())
        {
            Assert.Equal("storage-unavailable", Code(await node.Policy.SetAsync("rooms.creation", "authenticated")));
            Assert.Equal(RoomCreation.Open, node.Policy.Current.Creation);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await node.Policy.SetAsync("rooms.creation", "authenticated") is PolicyReply.Refused)
        {
            Assert.False(patience.IsCancellationRequested, "The policy could not be changed when the database was back.");
        }

        Assert.Equal(RoomCreation.Authenticated, node.Policy.Current.Creation);
    }

    private static string Code(PolicyReply reply) => Assert.IsType<PolicyReply.Refused>(reply).Code;
}
