using System.Net;

namespace Web.Tests.Accounts;

/// <summary>Another site's page makes the browser of somebody who is signed in ask for a change: nothing changes.</summary>
public sealed class CrossSiteTests(SharedStore shared) : IClassFixture<SharedStore>, IAsyncLifetime
{
    private readonly Visitor _ann = shared.Store.Visit(shared.Edge);

    public Task InitializeAsync() => _ann.SignInAsync("ann");

    public Task DisposeAsync() => Task.CompletedTask;

    public static TheoryData<string, string> Changes => new()
    {
        { "POST", "/api/v1/sign-in" }, { "POST", "/api/v1/sign-out" }, { "POST", "/api/v1/account/password" }, { "POST", "/api/v1/account/sign-out-everywhere" },
        { "DELETE", "/api/v1/account/sessions/x" }, { "POST", "/api/v1/links/use" }, { "POST", "/api/v1/links/look" }, { "PATCH", "/api/v1/rooms/atrium" },
        { "POST", "/api/v1/rooms/atrium/close" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task From_another_origin_it_is_refused(string method, string path)
    {
        foreach (var origin in (string[])["https://evil.example", "null", "http://127.0.0.1:1", "https://intranet.example", $"{_ann.Headers["Origin"]}.evil.example", ""])
        {
            _ann.Headers["Origin"] = origin;
            var answer = await _ann.SendAsync(new HttpMethod(method), path, "{}");
            Assert.Equal((HttpStatusCode.Forbidden, "origin-refused"), (answer.Status, answer.Code));
        }

        Assert.Equal("ann", await _ann.WhoAsync());
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_browser_that_says_no_origin_but_another_site_is_refused(string method, string path)
    {
        _ann.Headers.Remove("Origin");
        foreach (var site in (string[])["cross-site", "same-site"])
        {
            _ann.Headers["Sec-Fetch-Site"] = site;
            Assert.Equal("origin-refused", (await _ann.SendAsync(new HttpMethod(method), path, "{}")).Code);
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task As_a_form_it_is_refused_even_from_here(string method, string path)
    {
        foreach (var type in (string[])["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", ""])
        {
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await _ann.SendAsync(new HttpMethod(method), path, "a=b", type)).Status);
        }
    }

    [Theory]
    [InlineData("GET", "/api/v1/sign-out")]
    [InlineData("HEAD", "/api/v1/sign-out")]
    [InlineData("GET", "/api/v1/account/sign-out-everywhere")]
    [InlineData("GET", "/api/v1/links/use")]
    [InlineData("GET", "/api/v1/account/sessions/x")]
    [InlineData("GET", "/api/v1/rooms/atrium/close")]
    [InlineData("PUT", "/api/v1/rooms/atrium")]
    [InlineData("POST", "/api/v1/me")]
    public async Task By_a_method_that_links_and_pictures_use_nothing_changes(string method, string path)
    {
        var answer = await _ann.SendAsync(new HttpMethod(method), path);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Equal("ann", await _ann.WhoAsync());
    }

    [Fact]
    public async Task A_client_that_is_no_browser_may()
    {
        _ann.Headers.Remove("Origin");
        Assert.Equal(HttpStatusCode.NoContent, (await _ann.SendAsync(HttpMethod.Post, "/api/v1/sign-out")).Status);
        Assert.Null(_ann.Cookie);
    }
}
