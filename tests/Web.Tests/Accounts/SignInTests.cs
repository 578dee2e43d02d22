using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Web.Tests.Accounts;

/// <summary>Signing in and out over HTTP, and what is refused.</summary>
public sealed class SignInTests(SharedStore shared) : IClassFixture<SharedStore>
{
    private readonly StoreUnderTest _store = shared.Store;
    private readonly Uri _edge = shared.Edge;

    [Fact]
    public async Task In_and_out()
    {
        using var ann = new Visitor(_edge);
        var before = await ann.GetAsync("/api/v1/me");
        Assert.Equal("""{"account":null,"rooms":{"creation":"open"},"passwordCharsMin":15,"oidc":null}""", before.Text);
        var signedIn = await ann.SignInAsync("ann");
        Assert.Equal(HttpStatusCode.OK, signedIn.Status);
        Assert.Equal("""{"login":"ann","name":"ann Example","role":"host"}""", signedIn.Json.GetProperty("account").GetRawText());
        Assert.Equal(signedIn.Text, (await ann.GetAsync("/api/v1/me")).Text);
        var cookie = ann.Cookie;
        Assert.Equal(HttpStatusCode.NoContent, (await ann.PostAsync("/api/v1/sign-out")).Status);
        Assert.Null(ann.Cookie);
        ann.Cookie = cookie;
        Assert.Null(await ann.WhoAsync());
    }

    [Fact]
    public async Task With_the_name_of_the_server_behind_it_the_login_is_the_same()
    {
        using var ann = new Visitor(_edge);
        ann.Headers["Host"] = "meet.example.org";
        ann.Headers["Origin"] = "http://meet.example.org";
        Assert.Equal(HttpStatusCode.OK, (await ann.SignInAsync("ann@meet.example.org")).Status);
    }

    [Fact]
    public async Task Wrong_unknown_and_disabled_are_refused_in_the_same_words()
    {
        var ben = await _store.AddAsync("ben");
        await _store.Accounts.DisableAsync(ben);
        using var visitor = new Visitor(_edge);
        Answer[] answers =
        [
            await visitor.SignInAsync("ann", "not the password at all"), await visitor.SignInAsync("nobody", "not the password at all"),
            await visitor.SignInAsync("ben"), await visitor.SignInAsync("", "x"), await visitor.SignInAsync("a b@\0", "x"), await visitor.SignInAsync(new string('a', 5_000), "x"),
        ];
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Unauthorized, answers[0].Text), (answer.Status, answer.Text)));
        Assert.Equal("login-failed", answers[0].Code);
        Assert.Null(visitor.SetCookie);
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_before()
    {
        await _store.AddAsync("twice");
        using var ann = new Visitor(_edge);
        await ann.SignInAsync("twice");
        var first = ann.Cookie;
        await ann.SignInAsync("twice");
        Assert.NotEqual(first, ann.Cookie);
        Assert.Single((await ann.GetAsync("/api/v1/account/sessions")).Json.GetProperty("sessions").EnumerateArray());
        using var thief = new Visitor(_edge) { Cookie = first };
        Assert.Null(await thief.WhoAsync());
    }

    [Theory]
    [InlineData("", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("[]", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"login":"ann"}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"login":null,"password":"x"}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"login":7,"password":"x"}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"login":["ann"],"password":{}}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"login":"ann","login":"ben","password":"x"}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"login":"ann","password":"x","deep":[[[[[[[[[[[[1]]]]]]]]]]]]}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"login":"ann","password":"\ud800"}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"login":"ann","password":"x"}""", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("""{"login":"ann","password":"x"}""", "application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("login=ann&password=x", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_that_is_none_is_refused_in_words(string body, string contentType, HttpStatusCode status)
    {
        using var visitor = new Visitor(_edge);
        var answer = await visitor.SendAsync(HttpMethod.Post, "/api/v1/sign-in", body, contentType);
        Assert.Equal((status, "bad-request"), (answer.Status, answer.Code));
        Assert.DoesNotContain("ben", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_nobody_knows_is_passed_over()
    {
        using var ann = new Visitor(_edge);
        Assert.Equal(HttpStatusCode.OK, (await ann.PostAsync("/api/v1/sign-in", $$"""{"later":{"x":1},"password":"{{StoreUnderTest.Password}}","login":"ann"}""")).Status);
    }

    [Fact]
    public async Task Bodies_have_a_bound_however_they_come()
    {
        using var visitor = new Visitor(_edge);
        var bomb = $$"""{"login":"ann","password":"{{new string('x', 40_000)}}"}""";
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await visitor.PostAsync("/api/v1/sign-in", bomb)).Status);
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sign-in") { Content = new StringContent(bomb, Encoding.UTF8, "application/json") };
        chunked.Headers.TransferEncodingChunked = true;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await visitor.SendAsync(chunked)).Status);
        using var packed = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sign-in") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        packed.Content.Headers.ContentEncoding.Add("gzip");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await visitor.SendAsync(packed)).Status);
    }

    [Fact]
    public async Task Before_the_control_plane_is_up_it_says_so_and_pages_are_served()
    {
        using var visitor = new Visitor(await _store.OpenEdgeAsync(open: false)) { Cookie = "parley=anything" };
        foreach (var answer in (Answer[])[await visitor.GetAsync("/api/v1/me"), await visitor.SignInAsync("ann"), await visitor.GetAsync("/api/v1/rooms/atrium/entry")])
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "not-ready"), (answer.Status, answer.Code));
            Assert.NotNull(answer.RetryAfter);
        }

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/health/live")).Status);
    }

    [Fact]
    public async Task Nothing_of_it_is_kept_by_a_cache()
    {
        using var ann = new Visitor(_edge);
        await ann.SignInAsync("ann");
        foreach (var path in (string[])["/api/v1/me", "/api/v1/account/sessions", "/api/v1/links/look", "/api/v1/oidc/sign-in"])
        {
            Assert.True((await ann.GetAsync(path)).Headers.CacheControl?.NoStore, path);
        }
    }

    [Fact]
    public async Task The_log_names_accounts_by_id_and_nobody_by_name_or_address()
    {
        var lines = new LogLines();
        using var ann = new Visitor(await _store.OpenEdgeAsync(log: lines));
        await ann.SignInAsync("nobody-known", "a secret that was typed");
        await ann.SignInAsync("ann");
        await ann.PostAsync("/api/v1/sign-out");
        var id = (await _store.Accounts.FindAsync("ann"))!.Value.Value;
        Assert.Contains(lines.All, line => line == "Sign-in from 127.0.0.0/24 refused: login-failed");
        Assert.Contains(lines.All, line => line == $"Account {id} signed in by password from 127.0.0.0/24");
        Assert.Contains(lines.All, line => line == $"Account {id} signed out from 127.0.0.0/24");
        Assert.All(lines.All, line => Assert.DoesNotMatch($"nobody-known|secret that|{StoreUnderTest.Password}|ann Example|127\\.0\\.0\\.1 ", line));
    }
}
