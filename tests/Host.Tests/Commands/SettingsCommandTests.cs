using System.Text.Json;

namespace Host.Tests.Commands;

/// <summary>Settings and state of a node that runs.</summary>
public sealed class SettingsCommandTests(RunningNode node) : IClassFixture<RunningNode>
{
    [Fact]
    public async Task A_setting_is_changed_at_once_shown_and_reset()
    {
        Assert.Equal("open\n", await node.Commands.DoneAsync("settings", "get", "rooms.creation"));
        Assert.Contains("rooms.creation is authenticated now", await node.Commands.DoneAsync("settings", "set", "rooms.creation", "authenticated"), StringComparison.Ordinal);
        Assert.Equal("authenticated\n", await node.Commands.DoneAsync("settings", "get", "parley.rooms.creation"));
        using (var http = new HttpClient { BaseAddress = node.Url })
        {
            var me = JsonDocument.Parse(await http.GetStringAsync("/api/v1/me")).RootElement;
            Assert.Equal("authenticated", me.GetProperty("rooms").GetProperty("creation").GetString());
        }

        var listed = (await node.Commands.JsonAsync("settings", "list")).GetProperty("settings").EnumerateArray()
            .Single(setting => setting.GetProperty("key").GetString() == "rooms.creation");
        Assert.Equal("key value origin changedAtMs", CommandLine.Names(listed));
        Assert.Equal("changed at run time", listed.GetProperty("origin").GetString());
        Assert.Contains("open again", await node.Commands.DoneAsync("settings", "reset", "rooms.creation"), StringComparison.Ordinal);
        Assert.Equal("configuration", (await node.Commands.JsonAsync("settings", "get", "rooms.creation")).GetProperty("origin").GetString());
    }

    [Fact]
    public async Task What_is_no_setting_and_no_value_is_refused()
    {
        Assert.EndsWith("did you mean rooms.creation?", await node.Commands.RefusedAsync(6, "settings", "get", "rooms.creatoin"), StringComparison.Ordinal);
        Assert.EndsWith("did you mean rooms.creation?", await node.Commands.RefusedAsync(6, "settings", "set", "rooms.creatoin", "open"), StringComparison.Ordinal);
        await node.Commands.RefusedAsync(6, "settings", "set", "rooms.creation", "closed");
        await node.Commands.RefusedAsync(6, "settings", "set", "rooms.host-grace", "soon");
        Assert.Equal("open\n", await node.Commands.DoneAsync("settings", "get", "rooms.creation"));
    }

    [Fact]
    public async Task Every_setting_there_is_is_offered_by_completion()
    {
        var keys = (await node.Commands.JsonAsync("settings", "list")).GetProperty("settings").EnumerateArray().Select(setting => setting.GetProperty("key").GetString()!);
        var script = (await Processes.ParleyProcess.RunAsync("completion", "bash")).Output;
        Assert.All(keys, key => Assert.Contains(key, script, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Status_says_what_runs_where()
    {
        var status = await node.Commands.JsonAsync("status");
        Assert.Equal(
            "version processId startedAtMs upTimeMs urls publicUrl dataDirectory roomsCreation meetings participants waiting",
            CommandLine.Names(status));
        Assert.Equal(node.Url.GetLeftPart(UriPartial.Authority), status.GetProperty("publicUrl").GetString());
        Assert.Equal(node.Commands.Data, status.GetProperty("dataDirectory").GetString());
        Assert.Equal(0, status.GetProperty("meetings").GetInt32());
        Assert.InRange(status.GetProperty("upTimeMs").GetInt64(), 1, 600_000);
        Assert.Contains("Running for", await node.Commands.DoneAsync("status"), StringComparison.Ordinal);
    }
}
