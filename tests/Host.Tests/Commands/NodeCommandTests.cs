namespace Host.Tests.Commands;

public sealed class NodeCommandTests(RunningNode node) : IClassFixture<RunningNode>
{
    [Fact]
    public async Task A_node_alone_is_shown_and_cannot_be_emptied()
    {
        var list = (await node.Commands.JsonAsync("node", "list")).GetProperty("nodes");
        var only = list.EnumerateArray().Single();
        Assert.Equal("node self state roles region drain load", CommandLine.Names(only));
        Assert.Equal("serving", only.GetProperty("state").GetString());
        Assert.True(only.GetProperty("self").GetBoolean());
        var name = only.GetProperty("node").GetString()!;
        Assert.Equal(name, (await node.Commands.JsonAsync("node", "status")).GetProperty("node").GetString());
        Assert.Contains("serving", await node.Commands.DoneAsync("node", "status", name), StringComparison.Ordinal);
        Assert.Contains("single-node", await node.Commands.RefusedAsync(6, "node", "drain", name, "--json"), StringComparison.Ordinal);
        Assert.Contains("not-draining", await node.Commands.RefusedAsync(6, "node", "undrain", name, "--json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_refused()
    {
        Assert.Contains("node-unknown", await node.Commands.RefusedAsync(6, "node", "status", "10.9.9.9:1", "--json"), StringComparison.Ordinal);
        Assert.Contains("node-unknown", await node.Commands.RefusedAsync(6, "node", "drain", "10.9.9.9:1", "--json"), StringComparison.Ordinal);
        Assert.Contains("node-unknown", await node.Commands.RefusedAsync(6, "room", "move", "standup", "10.9.9.9:1", "--json"), StringComparison.Ordinal);
        var self = (await node.Commands.JsonAsync("node", "status")).GetProperty("node").GetString()!;
        Assert.Contains("room-empty", await node.Commands.RefusedAsync(6, "room", "move", "standup", self, "--json"), StringComparison.Ordinal);
        await node.Commands.RefusedAsync(2, "node", "drain");
    }
}
