using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Host.Tests.Commands;

/// <summary>Accounts, by commands to a node that runs.</summary>
public sealed class UserCommandTests(RunningNode node) : IClassFixture<RunningNode>
{
    private const string Password = "three wet lanterns hum";

    [Fact]
    public async Task Add_prints_a_link_that_works_once_and_a_sign_in_follows()
    {
        var printed = await node.Commands.DoneAsync("user", "add", "ann", "--name", "Ann Ö. Example", "--admin", "--expires", "2h");
        Assert.Contains($"{node.Url}account/link#", printed, StringComparison.Ordinal);
        Assert.Contains("works once, until", printed, StringComparison.Ordinal);
        var token = CommandLine.TokenIn(printed);
        using var http = new HttpClient { BaseAddress = node.Url };
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsJsonAsync("/api/v1/links/use", new { token, password = Password })).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await http.PostAsJsonAsync("/api/v1/links/use", new { token, password = Password })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsJsonAsync("/api/v1/sign-in", new { login = "ann", password = Password })).StatusCode);

        var user = (await node.Commands.JsonAsync("user", "show", "ann")).GetProperty("user");
        Assert.Equal("Ann Ö. Example", user.GetProperty("name").GetString());
        Assert.Equal("admin", user.GetProperty("role").GetString());
        Assert.True(user.GetProperty("hasPassword").GetBoolean());
        Assert.Equal(JsonValueKind.Number, user.GetProperty("lastSignInAtMs").ValueKind);
        Assert.Equal(0, user.GetProperty("links").GetArrayLength());
    }

    [Fact]
    public async Task Register_takes_a_password_from_standard_input_and_never_prints_it()
    {
        var result = await node.Commands.RunWithAsync($"{Password}\r\nnot read\n", "user", "register", "ben");
        Assert.Contains("Added ben", result.Done(), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, result.Output + result.Error, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await SignInAsync("ben", Password));

        const string next = "an umbrella of slow clocks";
        Assert.DoesNotContain(next, (await node.Commands.RunWithAsync(next, "user", "passwd", "ben")).Done(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync("ben", Password));
        Assert.Equal(HttpStatusCode.OK, await SignInAsync("ben", next));
    }

    [Theory]
    [InlineData("short", 6)]
    [InlineData("passwordpassword", 6)]
    [InlineData("", 2)]
    [InlineData("\n", 2)]
    public async Task A_bad_password_is_refused_and_makes_no_account(string password, int exitCode)
    {
        var sentence = (await node.Commands.RunWithAsync(password, "user", "register", "nobody-yet")).Refused(exitCode);
        Assert.True(password.Trim().Length == 0 || !sentence.Contains(password, StringComparison.Ordinal));
        Assert.Contains("no account", await node.Commands.RefusedAsync(6, "user", "show", "nobody-yet"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_link_ends_the_old_ones_unless_they_are_kept()
    {
        var first = CommandLine.TokenIn(await node.Commands.DoneAsync("user", "add", "cat"));
        var second = CommandLine.TokenIn(await node.Commands.DoneAsync("user", "invite", "cat", "--keep"));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [await LookAsync(first), await LookAsync(second)]);
        var third = CommandLine.TokenIn(await node.Commands.DoneAsync("user", "invite", "cat"));
        Assert.NotEqual(HttpStatusCode.OK, await LookAsync(first));
        Assert.NotEqual(HttpStatusCode.OK, await LookAsync(second));
        Assert.Equal(HttpStatusCode.OK, await LookAsync(third));
        Assert.Contains("No link for cat works", await node.Commands.DoneAsync("user", "invite", "cat", "--revoke"), StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, await LookAsync(third));
        var reset = await node.Commands.JsonAsync("user", "passwd", "cat", "--link", "--expires", "30min");
        Assert.Equal("reset", reset.GetProperty("link").GetProperty("purpose").GetString());
    }

    [Fact]
    public async Task Disable_enable_and_role_do_what_they_say()
    {
        (await node.Commands.RunWithAsync(Password, "user", "register", "dan")).Done();
        Assert.Contains("disabled", await node.Commands.DoneAsync("user", "disable", "dan"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync("dan", Password));
        Assert.Contains("enabled", await node.Commands.DoneAsync("user", "enable", "dan"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await SignInAsync("dan", Password));
        Assert.Equal("admin", (await node.Commands.JsonAsync("user", "role", "dan", "admin")).GetProperty("user").GetProperty("role").GetString());
        Assert.Contains("host, operator or admin", await HelpAsync(), StringComparison.Ordinal);
        await node.Commands.RefusedAsync(2, "user", "role", "dan", "emperor");

        async Task<string> HelpAsync() => (await Processes.ParleyProcess.RunAsync("user", "role", "--help")).Output;
    }

    [Fact]
    public async Task Remove_asks_or_is_told_and_the_login_is_free_again()
    {
        await node.Commands.DoneAsync("user", "add", "eve");
        Assert.Contains("--yes", await node.Commands.RefusedAsync(2, "user", "remove", "eve"), StringComparison.Ordinal);
        Assert.Equal("""{"removed":"eve"}""", (await node.Commands.DoneAsync("user", "remove", "eve", "--yes", "--json")).TrimEnd());
        await node.Commands.RefusedAsync(6, "user", "show", "eve");
        await node.Commands.RefusedAsync(6, "user", "remove", "eve", "--yes");
        await node.Commands.DoneAsync("user", "add", "eve");
    }

    [Fact]
    public async Task Whom_nobody_knows_is_refused_with_the_name_that_was_meant()
    {
        await node.Commands.DoneAsync("user", "add", "frederika");
        Assert.EndsWith("did you mean frederika?", await node.Commands.RefusedAsync(6, "user", "disable", "fredrika"), StringComparison.Ordinal);
        Assert.Contains("login name already", await node.Commands.RefusedAsync(6, "user", "add", "Frederika"), StringComparison.Ordinal);
        var json = await node.Commands.RunAsync("user", "show", "fredrika", "--json");
        Assert.Equal("account-unknown", JsonDocument.Parse(json.Refused(6)).RootElement.GetProperty("code").GetString());
        await node.Commands.RefusedAsync(6, "user", "add", "two words");
        await node.Commands.RefusedAsync(2, "user", "add", "gus", "--expires", "soon");
        await node.Commands.RefusedAsync(6, "user", "add", "gus", "--expires", "400d");
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2fb")]
    [InlineData("@hal")]
    [InlineData("ivy?x=1#y")]
    [InlineData("-jo")]
    [InlineData("köbi")]
    public async Task Any_login_name_the_server_takes_can_be_named(string login)
    {
        await node.Commands.DoneAsync("user", "add", "--", login);
        Assert.Equal(login, (await node.Commands.JsonAsync("user", "show", "--", login)).GetProperty("user").GetProperty("login").GetString());
    }

    [Fact]
    public async Task Json_has_the_documented_shapes()
    {
        const string user = "account login name role disabled hasPassword external createdAtMs lastSignInAtMs links";
        var added = await node.Commands.JsonAsync("user", "add", "kim");
        Assert.Equal("user link", CommandLine.Names(added));
        Assert.Equal(user, CommandLine.Names(added.GetProperty("user")));
        Assert.Equal("url purpose expiresAtMs", CommandLine.Names(added.GetProperty("link")));
        Assert.Equal("id purpose expiresAtMs", CommandLine.Names(added.GetProperty("user").GetProperty("links")[0]));
        var list = await node.Commands.JsonAsync("user", "list");
        Assert.Equal("users next", CommandLine.Names(list));
        Assert.All(list.GetProperty("users").EnumerateArray(), each => Assert.Equal(user, CommandLine.Names(each)));
        Assert.Contains("kim", await node.Commands.DoneAsync("user", "list"), StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> LookAsync(string token)
    {
        using var http = new HttpClient { BaseAddress = node.Url };
        return (await http.PostAsJsonAsync("/api/v1/links/look", new { token })).StatusCode;
    }

    private async Task<HttpStatusCode> SignInAsync(string login, string password)
    {
        using var http = new HttpClient { BaseAddress = node.Url };
        return (await http.PostAsJsonAsync("/api/v1/sign-in", new { login, password })).StatusCode;
    }
}
