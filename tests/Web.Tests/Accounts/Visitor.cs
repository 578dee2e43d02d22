using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Web.Tests.Accounts;

/// <summary>A browser on a page of the server: one cookie, the page's origin, and JSON.</summary>
internal sealed class Visitor(Uri server) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = server };

    /// <summary>Name and value; null: none.</summary>
    public string? Cookie { get; set; }

    /// <summary>The last <c>Set-Cookie</c> line.</summary>
    public string? SetCookie { get; private set; }

    /// <summary>Headers for every request, such as those of a proxy in front.</summary>
    public Dictionary<string, string> Headers { get; } = new() { ["Origin"] = server.GetLeftPart(UriPartial.Authority) };

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Answer> PostAsync(string path, string json = "{}") => SendAsync(HttpMethod.Post, path, json);

    public Task<Answer> SignInAsync(string login, string password = StoreUnderTest.Password) =>
        PostAsync("/api/v1/sign-in", JsonSerializer.Serialize(new { login, password }));

    /// <summary>The login name this browser is signed in with; null: a guest.</summary>
    public async Task<string?> WhoAsync()
    {
        var me = await GetAsync("/api/v1/me");
        Assert.Equal(HttpStatusCode.OK, me.Status);
        var account = me.Json.GetProperty("account");
        return account.ValueKind == JsonValueKind.Null ? null : account.GetProperty("login").GetString();
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = contentType.Length > 0 ? MediaTypeHeaderValue.Parse(contentType) : null;
        }

        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (Cookie is not null)
        {
            request.Headers.Add("Cookie", Cookie);
        }

        using var patience = new CancellationTokenSource(TestClient.Patience);
        using var response = await _http.SendAsync(request, patience.Token);
        Keep(response);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(patience.Token), response.Headers);
    }

    public void Dispose() => _http.Dispose();

    private void Keep(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("Set-Cookie", out var lines))
        {
            SetCookie = lines.Last();
            var pair = SetCookie.Split(';')[0];
            Cookie = pair.EndsWith('=') ? null : pair;
        }
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement.Clone();

    public string? Code => Json.GetProperty("code").GetString();

    public TimeSpan? RetryAfter => Headers.RetryAfter?.Delta;
}
