using System.Text.Json;

namespace Host.Tests.Commands;

/// <summary>Rooms, by commands to a node that runs.</summary>
public sealed class RoomCommandTests(RunningNode node) : IClassFixture<RunningNode>
{
    [Fact]
    public async Task Settings_made_before_the_first_meeting_are_there()
    {
        await node.Commands.DoneAsync("user", "add", "ann");
        await node.Commands.DoneAsync("user", "add", "ben");
        var set = await node.Commands.DoneAsync(
            "room", "set", "Weekly Talk", "--title", "The weekly talk", "--starts-muted", "on", "--starts-hidden", "on", "--lobby", "off",
            "--may-share", "moderators", "--may-chat", "everyone", "--may-record", "moderators", "--chat-history", "off",
            "--size", "12", "--moderator", "ann", "--moderator", "+ben", "--expires", "2099-12-31");
        Assert.Contains("The weekly talk", set, StringComparison.Ordinal);
        Assert.Contains("ann, ben", set, StringComparison.Ordinal);

        var room = await node.Commands.JsonAsync("room", "show", "weekly-talk");
        Assert.Equal(
            "name title hasPassword lobby startsMuted startsHidden mayShare mayChat mayRecord chatHistory participantsMax expiresAtMs moderators "
            + "underway participants waiting startedAtMs remembered",
            CommandLine.Names(room));
        Assert.Equal("login name", CommandLine.Names(room.GetProperty("moderators")[0]));
        Assert.Equal(("weekly-talk", "moderators", "everyone", "off", 12), (
            room.GetProperty("name").GetString(), room.GetProperty("mayShare").GetString(), room.GetProperty("mayChat").GetString(),
            room.GetProperty("chatHistory").GetString(), room.GetProperty("participantsMax").GetInt32()));
        Assert.Equal(
            new DateTimeOffset(new DateTime(2100, 1, 1)).ToUnixTimeMilliseconds(), room.GetProperty("expiresAtMs").GetInt64());

        var after = await node.Commands.JsonAsync("room", "set", "weekly-talk", "--moderator", "-ben", "--expires", "never", "--title", "");
        Assert.Equal(["ann"], after.GetProperty("moderators").EnumerateArray().Select(each => each.GetProperty("login").GetString()));
        Assert.Equal(JsonValueKind.Null, after.GetProperty("expiresAtMs").ValueKind);
        Assert.Equal("", after.GetProperty("title").GetString());
        after = await node.Commands.JsonAsync("room", "set", "weekly-talk", "--no-moderators");
        Assert.Equal(0, after.GetProperty("moderators").GetArrayLength());

        var list = await node.Commands.JsonAsync("room", "list");
        Assert.Equal("rooms complete", CommandLine.Names(list));
        Assert.Contains(list.GetProperty("rooms").EnumerateArray(), each => each.GetProperty("name").GetString() == "weekly-talk");
        Assert.Contains("weekly-talk", await node.Commands.DoneAsync("room", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_comes_from_standard_input_and_is_never_printed()
    {
        await node.Commands.DoneAsync("room", "set", "quiet", "--title", "Quiet");
        var result = await node.Commands.RunWithAsync("tea and toast\n", "room", "password", "quiet");
        Assert.Contains("has a password now", result.Done(), StringComparison.Ordinal);
        Assert.DoesNotContain("toast", result.Output + result.Error, StringComparison.Ordinal);
        Assert.True((await node.Commands.JsonAsync("room", "show", "quiet")).GetProperty("hasPassword").GetBoolean());
        Assert.Contains("no password now", await node.Commands.DoneAsync("room", "password", "quiet", "--remove"), StringComparison.Ordinal);
        Assert.False((await node.Commands.JsonAsync("room", "show", "quiet")).GetProperty("hasPassword").GetBoolean());
        (await node.Commands.RunWithAsync("", "room", "password", "quiet")).Refused(2);
    }

    [Fact]
    public async Task Close_and_remove_say_what_they_did()
    {
        await node.Commands.DoneAsync("room", "set", "short-lived", "--title", "Short");
        Assert.Contains("Nobody is in short-lived", await node.Commands.DoneAsync("room", "close", "short-lived"), StringComparison.Ordinal);
        Assert.Equal("""{"participants":0}""", (await node.Commands.DoneAsync("room", "close", "short-lived", "--json")).TrimEnd());
        Assert.Contains("--yes", await node.Commands.RefusedAsync(2, "room", "remove", "short-lived"), StringComparison.Ordinal);
        Assert.Equal("""{"removed":"short-lived"}""", (await node.Commands.DoneAsync("room", "remove", "short-lived", "--yes", "--json")).TrimEnd());
        await node.Commands.RefusedAsync(6, "room", "show", "short-lived");
        await node.Commands.RefusedAsync(6, "room", "remove", "short-lived", "--yes");
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        await node.Commands.DoneAsync("room", "set", "green-garden", "--title", "Garden");
        Assert.EndsWith("did you mean green-garden?", await node.Commands.RefusedAsync(6, "room", "show", "green-gardn"), StringComparison.Ordinal);
        Assert.Contains("no account", await node.Commands.RefusedAsync(6, "room", "set", "green-garden", "--moderator", "nobody-at-all"), StringComparison.Ordinal);
        await node.Commands.RefusedAsync(6, "room", "set", "green-garden", "--size", "0");
        await node.Commands.RefusedAsync(6, "room", "set", "green-garden", "--size", "99999");
        await node.Commands.RefusedAsync(6, "room", "set", "green-garden", "--expires", "2001-01-01");
        await node.Commands.RefusedAsync(6, "room", "set", "a/b", "--title", "x");
        await node.Commands.RefusedAsync(6, "room", "set", new string('x', 500), "--title", "x");
    }
}
