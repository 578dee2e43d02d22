using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Host.Tests.Processes;

namespace Host.Tests.Commands;

/// <summary>Commands about a directory that no node holds.</summary>
public sealed class WithoutNodeTests : IDisposable
{
    private const string Password = "three wet lanterns hum";

    private readonly CommandLine _commands = new(Path.Combine(Directory.CreateTempSubdirectory("parley-command-").FullName, "new"));

    [Fact]
    public async Task What_is_made_before_the_first_start_is_there_after_it()
    {
        var token = CommandLine.TokenIn(await _commands.DoneAsync("user", "add", "ann"));
        (await _commands.RunWithAsync(Password, "user", "register", "ben")).Done();
        await _commands.DoneAsync("user", "disable", "ben");
        await _commands.DoneAsync("user", "enable", "ben");
        await _commands.DoneAsync("user", "role", "ben", "admin");
        await _commands.DoneAsync("settings", "set", "rooms.creation", "authenticated");
        Assert.Equal("authenticated\n", await _commands.DoneAsync("settings", "get", "rooms.creation"));
        Assert.EndsWith("did you mean ann?", await _commands.RefusedAsync(6, "user", "show", "anm"), StringComparison.Ordinal);

        await using (var parley = StartNode())
        {
            using var http = new HttpClient { BaseAddress = await UrlAsync(parley) };
            Assert.Equal(HttpStatusCode.OK, (await http.PostAsJsonAsync("/api/v1/links/use", new { token, password = Password })).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await http.PostAsJsonAsync("/api/v1/sign-in", new { login = "ben", password = Password })).StatusCode);
            Assert.Equal("authenticated", JsonDocument.Parse(await http.GetStringAsync("/api/v1/me")).RootElement.GetProperty("rooms").GetProperty("creation").GetString());
            await parley.KillAsync();
        }

        // The socket of the node that was killed is still there, and nobody is behind it.
        Assert.True(File.Exists(Path.Combine(_commands.Data, "parley.sock")));
        var list = await _commands.JsonAsync("user", "list");
        Assert.Equal(["ann", "ben"], list.GetProperty("users").EnumerateArray().Select(user => user.GetProperty("login").GetString()));
        await _commands.DoneAsync("user", "remove", "ann", "--yes");
        Assert.False(File.Exists(Path.Combine(_commands.Data, "parley.sock")));
    }

    [Fact]
    public async Task A_link_made_while_the_node_is_stopped_leads_where_the_node_was()
    {
        await using (var parley = ParleyProcess.Start(
            "--urls", "http://127.0.0.1:0", "--media-port", "0", "--data", _commands.Data, "--set", "parley.web.public-url=https://meet.example.org"))
        {
            await parley.ReadyAsync();
            await parley.AskToStopAsync();
            await parley.EndAsync();
        }

        Assert.Contains("https://meet.example.org/account/link#", await _commands.DoneAsync("user", "add", "ann"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_commands_at_once_both_succeed()
    {
        var both = await Task.WhenAll(_commands.RunAsync("user", "add", "ann"), _commands.RunAsync("user", "add", "ben"));
        Assert.All(both, result => result.Done());
        Assert.Equal(2, (await _commands.JsonAsync("user", "list")).GetProperty("users").GetArrayLength());
    }

    [Fact]
    public async Task A_node_that_starts_while_a_command_has_the_directory_waits_for_it()
    {
        var command = _commands.RunAsync("user", "add", "ann");
        await using var parley = StartNode();
        await UrlAsync(parley);
        (await command).Done();
        var logins = (await _commands.JsonAsync("user", "list")).GetProperty("users").EnumerateArray().Select(user => user.GetProperty("login").GetString());
        // The first administrator is the node's own work.
        Assert.Equal(["admin", "ann"], logins.Order());
    }

    [Theory]
    [InlineData("status")]
    [InlineData("room", "close", "somewhere")]
    [InlineData("media", "status")]
    [InlineData("media", "room", "somewhere")]
    public async Task What_is_about_now_says_that_no_node_runs(params string[] args)
    {
        Assert.Contains("No node is running", await _commands.RefusedAsync(5, args), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_commands.Data));
        Directory.CreateDirectory(_commands.Data);
        await File.WriteAllTextAsync(Path.Combine(_commands.Data, "parley.lock"), "");
        Assert.Contains("No node is running", await _commands.RefusedAsync(5, args), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_is_said_so()
    {
        Assert.Contains("--data DIR", await new CommandLine("/dev/null/parley").RefusedAsync(4, "user", "list"), StringComparison.Ordinal);
        Directory.CreateDirectory(_commands.Data);
        await File.WriteAllTextAsync(Path.Combine(_commands.Data, "parley.db"), new string('x', 8_192));
        Assert.Contains("parley.db", await _commands.RefusedAsync(4, "user", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_start_says_when_an_account_is_missing_and_only_then()
    {
        await _commands.DoneAsync("settings", "set", "rooms.creation", "authenticated");
        Assert.Contains("parley user add NAME", await StartedAsync(), StringComparison.Ordinal);
        await _commands.DoneAsync("user", "add", "ann");
        Assert.DoesNotContain("parley user add NAME", await StartedAsync(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_commands.Data)!, recursive: true);

    private ParleyProcess StartNode() =>
        ParleyProcess.Start("--urls", "http://127.0.0.1:0", "--media-port", "0", "--media-address", "127.0.0.1", "--data", _commands.Data);

    private static async Task<Uri> UrlAsync(ParleyProcess parley) => new(
        (await parley.ReadyAsync()).Select(line => line.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries)).Single(words => words is ["Open", ..])[1]);

    private async Task<string> StartedAsync()
    {
        await using var parley = StartNode();
        await parley.ReadyAsync();
        await parley.AskToStopAsync();
        return string.Join(' ', (await parley.EndAsync()).Output.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
    }
}
