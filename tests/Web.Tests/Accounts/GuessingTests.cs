using System.Net;
using System.Text.Json;
using Cluster.Actors;
using Cluster.Actors.Accounts;

namespace Web.Tests.Accounts;

/// <summary>Passwords and links tried by the hundred, and links used in the wrong way.</summary>
public sealed class GuessingTests
{
    [Fact]
    public async Task Whoever_guesses_passwords_waits_and_other_addresses_do_not()
    {
        await using var store = await StoreUnderTest.StartAsync();
        await store.AddAsync("ann");
        await store.AddAsync("ben");
        using var mallory = Behind(await store.OpenEdgeAsync(TrustLoopback), "203.0.113.7");
        Answer answer;
        var tries = 0;
        do
        {
            answer = await mallory.SignInAsync("ann", $"guess number {tries}");
        }
        while (answer.Status == HttpStatusCode.Unauthorized && ++tries < 100);

        Assert.Equal((HttpStatusCode.TooManyRequests, "too-many-attempts"), (answer.Status, answer.Code));
        Assert.InRange(tries, 5, 20);
        Assert.InRange(answer.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        using var ben = Behind(await store.OpenEdgeAsync(TrustLoopback), "203.0.113.8");
        Assert.Equal(HttpStatusCode.OK, (await ben.SignInAsync("ben")).Status);
    }

    [Fact]
    public async Task Whoever_tries_many_names_from_one_address_waits_too()
    {
        await using var store = await StoreUnderTest.StartAsync(settings => settings with { AddressFreeAttempts = 5 });
        using var mallory = new Visitor(await store.OpenEdgeAsync());
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal("login-failed", (await mallory.SignInAsync($"name{i}", "guess")).Code);
        }

        Assert.Equal("too-many-attempts", (await mallory.SignInAsync("name6", "guess")).Code);
    }

    [Fact]
    public async Task Attempts_and_requests_of_one_address_have_a_bound_of_their_own()
    {
        await using var store = await StoreUnderTest.StartAsync(settings => settings with { AddressFreeAttempts = 1_000 });
        using var busy = new Visitor(await store.OpenEdgeAsync(settings => settings with
        {
            Api = settings.Api with { AttemptsBurst = 3, AttemptsPerMinute = 1, RequestsBurst = 20, RequestsPerSecond = 1 },
        }));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("login-failed", (await busy.SignInAsync("ann", "guess")).Code);
        }

        var fourth = await busy.SignInAsync("ann", "guess");
        Assert.Equal((HttpStatusCode.TooManyRequests, "too-many-attempts"), (fourth.Status, fourth.Code));
        Assert.NotNull(fourth.RetryAfter);
        Answer answer;
        var asked = 4;
        do
        {
            answer = await busy.GetAsync("/api/v1/me");
        }
        while (answer.Status == HttpStatusCode.OK && ++asked < 200);

        Assert.Equal("too-many-requests", answer.Code);
        Assert.InRange(asked, 20, 60);
    }

    [Fact]
    public async Task A_link_sets_a_password_once_and_signs_in()
    {
        await using var store = await StoreUnderTest.StartAsync();
        using var cat = new Visitor(await store.OpenEdgeAsync());
        var link = Assert.IsType<AccountReply.Linked>(await store.Accounts.AddAsync("cat", "Cat", AccountRole.Admin, TimeSpan.FromHours(1))).Link;
        for (var looks = 0; looks < 3; looks++)
        {
            var look = await cat.PostAsync("/api/v1/links/look", JsonSerializer.Serialize(new { token = link.Token }));
            Assert.Equal($$"""{"login":"cat","name":"Cat","purpose":"invite","expiresAtMs":{{link.ExpiresAtMs}},"passwordCharsMin":15}""", look.Text);
        }

        Assert.Equal("password-too-short", (await UseAsync(cat, link.Token, "short")).Code);
        Assert.Null(cat.Cookie);
        var used = await UseAsync(cat, link.Token, StoreUnderTest.Password);
        Assert.Equal("""{"login":"cat","name":"Cat","role":"admin"}""", used.Json.GetProperty("account").GetRawText());
        Assert.Equal("cat", await cat.WhoAsync());
        var again = await UseAsync(cat, link.Token, "another password for cat");
        Assert.Equal((HttpStatusCode.Gone, "link-used"), (again.Status, again.Code));
        Assert.Equal("link-used", (await cat.PostAsync("/api/v1/links/look", JsonSerializer.Serialize(new { token = link.Token }))).Code);
    }

    [Fact]
    public async Task Two_who_use_a_link_at_once_are_one_and_a_refusal()
    {
        await using var store = await StoreUnderTest.StartAsync();
        var edge = await store.OpenEdgeAsync();
        var link = Assert.IsType<AccountReply.Linked>(await store.Accounts.AddAsync("cat", "Cat", AccountRole.Host, TimeSpan.FromHours(1))).Link;
        Visitor[] visitors = [.. Enumerable.Range(0, 4).Select(_ => new Visitor(edge))];
        var answers = await Task.WhenAll(visitors.Select((visitor, i) => UseAsync(visitor, link.Token, $"{StoreUnderTest.Password} {i}")));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(3, answers.Count(answer => answer.Status == HttpStatusCode.Gone));
        Array.ForEach(visitors, visitor => visitor.Dispose());
    }

    [Fact]
    public async Task An_expired_or_revoked_link_opens_nothing()
    {
        await using var store = await StoreUnderTest.StartAsync();
        using var visitor = new Visitor(await store.OpenEdgeAsync());
        var added = Assert.IsType<AccountReply.Linked>(await store.Accounts.AddAsync("dan", "Dan", AccountRole.Host, TimeSpan.FromMilliseconds(1)));
        var expired = await UseAsync(visitor, added.Link.Token, StoreUnderTest.Password);
        Assert.Equal((HttpStatusCode.Gone, "link-expired"), (expired.Status, expired.Code));
        var second = Assert.IsType<AccountReply.Linked>(await store.Accounts.InviteAsync(added.Account, LinkPurpose.Invite, TimeSpan.FromHours(1)));
        await store.Accounts.RevokeLinksAsync(added.Account);
        Assert.NotEqual(HttpStatusCode.OK, (await UseAsync(visitor, second.Link.Token, StoreUnderTest.Password)).Status);
        Assert.Null(visitor.Cookie);
    }

    [Fact]
    public async Task Whoever_guesses_links_learns_nothing_and_waits()
    {
        await using var store = await StoreUnderTest.StartAsync(settings => settings with { AddressFreeAttempts = 5 });
        using var visitor = new Visitor(await store.OpenEdgeAsync());
        var link = Assert.IsType<AccountReply.Linked>(await store.Accounts.AddAsync("eve", "Eve", AccountRole.Host, TimeSpan.FromHours(1))).Link;
        string[] guesses = ["", "x", new string('A', 64), link.Token[..^1] + (link.Token[^1] == 'A' ? 'B' : 'A'), link.Token + "A", "../../etc/passwd"];
        foreach (var guess in guesses)
        {
            var answer = await UseAsync(visitor, guess, StoreUnderTest.Password);
            Assert.Equal((HttpStatusCode.NotFound, "link-unknown"), (answer.Status, answer.Code));
        }

        var late = await UseAsync(visitor, link.Token, StoreUnderTest.Password);
        Assert.Equal((HttpStatusCode.TooManyRequests, "too-many-attempts"), (late.Status, late.Code));
        Assert.NotNull(late.RetryAfter);
    }

    private static Task<Answer> UseAsync(Visitor visitor, string token, string password) =>
        visitor.PostAsync("/api/v1/links/use", JsonSerializer.Serialize(new { token, password }));

    private static Cluster.Web.WebSettings TrustLoopback(Cluster.Web.WebSettings settings) => settings with { TrustedProxies = [new IPNetwork(IPAddress.Loopback, 32)] };

    private static Visitor Behind(Uri edge, string address)
    {
        var visitor = new Visitor(edge);
        visitor.Headers["X-Forwarded-For"] = address;
        return visitor;
    }
}
