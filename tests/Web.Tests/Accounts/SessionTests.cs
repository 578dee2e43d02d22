using System.Net;
using System.Text.Json;
using Cluster.Actors.Accounts;

namespace Web.Tests.Accounts;

/// <summary>Sessions: seen, ended one by one and all at once, and over with the account.</summary>
public sealed class SessionTests(SharedStore shared) : IClassFixture<SharedStore>, IAsyncLifetime
{
    /// <summary>How long an ended session may go on at most.</summary>
    private static readonly TimeSpan s_lag = TimeSpan.FromSeconds(10);

    private static int s_accounts;

    private readonly StoreUnderTest _store = shared.Store;
    private readonly string _login = $"person{Interlocked.Increment(ref s_accounts)}";
    private AccountId _account;
    private Visitor _laptop = null!;
    private Visitor _phone = null!;

    public async Task InitializeAsync()
    {
        _account = await _store.AddAsync(_login);
        (_laptop, _phone) = (_store.Visit(shared.Edge), _store.Visit(await _store.OpenEdgeAsync()));
        _laptop.Headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
        _phone.Headers["User-Agent"] = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36";
        await _laptop.SignInAsync(_login);
        await _phone.SignInAsync(_login);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task One_sees_where_one_is_signed_in_and_ends_the_other()
    {
        var sessions = await ListAsync(_laptop);
        Assert.Equal(["Firefox on Linux", "Chrome on Android"], sessions.OrderByDescending(Current).Select(one => one.GetProperty("agent").GetString()));
        Assert.All(sessions, one => Assert.Equal("127.0.0.1", one.GetProperty("address").GetString()));
        var other = sessions.Single(one => !Current(one)).GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NoContent, (await _laptop.DeleteAsync($"/api/v1/account/sessions/{other}")).Status);
        _store.Time.Advance(s_lag);
        Assert.Null(await _phone.WhoAsync());
        Assert.Equal(_login, await _laptop.WhoAsync());
    }

    [Fact]
    public async Task Nobody_ends_another_s()
    {
        await _store.AddAsync("mallory");
        using var mallory = new Visitor(await _store.OpenEdgeAsync());
        await mallory.SignInAsync("mallory");
        foreach (var session in await ListAsync(_laptop))
        {
            await mallory.DeleteAsync($"/api/v1/account/sessions/{session.GetProperty("id").GetString()}");
        }

        _store.Time.Advance(s_lag);
        Assert.Equal(_login, await _laptop.WhoAsync());
    }

    [Fact]
    public async Task Everywhere_means_everywhere()
    {
        Assert.Equal(_login, await _phone.WhoAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await _laptop.PostAsync("/api/v1/account/sign-out-everywhere")).Status);
        Assert.Null(_laptop.Cookie);
        _store.Time.Advance(s_lag);
        Assert.Null(await _phone.WhoAsync());
    }

    [Fact]
    public async Task With_a_disabled_account_they_are_over()
    {
        Assert.IsType<AccountReply.Done>(await _store.Accounts.DisableAsync(_account));
        _store.Time.Advance(s_lag);
        Assert.Null(await _laptop.WhoAsync());
        Assert.Equal("login-required", (await _phone.GetAsync("/api/v1/account/sessions")).Code);
        Assert.IsType<AccountReply.Done>(await _store.Accounts.EnableAsync(_account));
        _store.Time.Advance(s_lag);
        Assert.Null(await _laptop.WhoAsync());
    }

    [Fact]
    public async Task With_an_erased_account_they_are_over()
    {
        Assert.IsType<AccountReply.Done>(await _store.Accounts.RemoveAsync(_account));
        _store.Time.Advance(s_lag);
        Assert.Null(await _laptop.WhoAsync());
    }

    [Fact]
    public async Task A_new_password_ends_the_others()
    {
        const string Next = "nine orange lanterns hum";
        var wrong = await ChangeAsync("not the present one", Next);
        Assert.Equal((HttpStatusCode.Forbidden, "password-wrong"), (wrong.Status, wrong.Code));
        var weak = await ChangeAsync(StoreUnderTest.Password, "short");
        Assert.Equal((HttpStatusCode.BadRequest, "password-too-short"), (weak.Status, weak.Code));
        Assert.Equal(HttpStatusCode.NoContent, (await ChangeAsync(StoreUnderTest.Password, Next)).Status);
        _store.Time.Advance(s_lag);
        Assert.Equal(_login, await _laptop.WhoAsync());
        Assert.Null(await _phone.WhoAsync());
        Assert.Equal("login-failed", (await _phone.SignInAsync(_login)).Code);
        Assert.Equal(HttpStatusCode.OK, (await _phone.SignInAsync(_login, Next)).Status);
    }

    [Fact]
    public async Task A_guest_has_none()
    {
        using var guest = new Visitor(await _store.OpenEdgeAsync());
        foreach (var answer in (Answer[])
        [
            await guest.GetAsync("/api/v1/account/sessions"), await guest.DeleteAsync("/api/v1/account/sessions/x"),
            await guest.PostAsync("/api/v1/account/password", """{"current":"a","next":"b"}"""), await guest.PostAsync("/api/v1/account/sign-out-everywhere"),
            await guest.GetAsync("/api/v1/rooms"), await guest.GetAsync("/api/v1/rooms/atrium"),
        ])
        {
            Assert.Equal((HttpStatusCode.Unauthorized, "login-required"), (answer.Status, answer.Code));
        }
    }

    private Task<Answer> ChangeAsync(string current, string next) =>
        _laptop.PostAsync("/api/v1/account/password", JsonSerializer.Serialize(new { current, next }));

    private static async Task<List<JsonElement>> ListAsync(Visitor visitor) =>
        [.. (await visitor.GetAsync("/api/v1/account/sessions")).Json.GetProperty("sessions").EnumerateArray()];

    private static bool Current(JsonElement session) => session.GetProperty("current").GetBoolean();
}
