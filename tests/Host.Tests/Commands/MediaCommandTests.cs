namespace Host.Tests.Commands;

/// <summary>The media plane of a node that runs, by command.</summary>
public sealed class MediaCommandTests(RunningNode node) : IClassFixture<RunningNode>
{
    [Fact]
    public async Task Status_says_what_went_through_and_what_was_dropped()
    {
        var status = await node.Commands.JsonAsync("media", "status");
        Assert.Equal("packetsIn packetsOut bytesIn bytesOut endpoints drops bridges", CommandLine.Names(status));
        Assert.Equal(0, status.GetProperty("bridges").GetArrayLength());
        Assert.Equal(0, status.GetProperty("drops").GetProperty("unknown-address").GetInt64());
        var words = await node.Commands.DoneAsync("media", "status");
        Assert.Contains("Dropped", words, StringComparison.Ordinal);
        Assert.Contains("No meeting has media here.", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_room_without_media_and_what_is_no_room_are_refused()
    {
        Assert.Contains("nowhere", await node.Commands.RefusedAsync(6, "media", "room", "nowhere"), StringComparison.Ordinal);
        await node.Commands.RefusedAsync(6, "media", "room", "a/b");
        await node.Commands.RefusedAsync(2, "media", "room");
    }

    [Fact]
    public async Task A_dump_of_no_endpoint_is_refused_and_leaves_no_file()
    {
        var file = Path.Combine(node.Commands.Data, "no.pcap");
        Assert.Contains("endpoint-unknown", await node.Commands.RefusedAsync(6, "media", "dump", "7.2", "--file", file, "--json"), StringComparison.Ordinal);
        Assert.Contains("two numbers", await node.Commands.RefusedAsync(6, "media", "dump", "weekly", "--file", file), StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        await node.Commands.RefusedAsync(2, "media", "dump", "7.2");
        await node.Commands.RefusedAsync(2, "media", "dump", "7.2", "--file", file, "--seconds", "0");
        await node.Commands.RefusedAsync(2, "media", "dump", "7.2", "--file", file, "--max-bytes", "1");
        await node.Commands.RefusedAsync(2, "media", "dump", "7.2", "--file", Path.Combine(file, "below"));
        File.WriteAllText(file, "kept");
        await node.Commands.RefusedAsync(6, "media", "dump", "7.2", "--file", file);
        Assert.Equal("kept", File.ReadAllText(file));
    }
}
