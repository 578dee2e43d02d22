using Cluster.Actors.Forming;

namespace Actors.Tests.Forming;

/// <summary>A node whose messages are those of another version, older or newer, stays out and says why; the cluster goes on.</summary>
public sealed class VersionTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task One_that_says_other_things_is_not_let_in(int other)
    {
        var protocol = ClusterProtocol.Number + other;
        await using var nodes = await SeveralNodes.StartAsync(1, number => number == 0 ? OneNode.Settings : OneNode.Settings with
        {
            Forming = OneNode.Settings.Forming with { Protocol = protocol },
        });
        var refusal = await Assert.ThrowsAsync<ClusterJoinException>(nodes.JoinAsync);
        Assert.Contains($"(protocol {ClusterProtocol.Number}) and this one", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"(protocol {protocol}), which cannot be in one cluster", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, SeveralNodes.Up(nodes[0]));
        Assert.All((await nodes[0].Health.CheckAsync(TimeSpan.FromSeconds(20))).Values, Assert.True);
    }
}
