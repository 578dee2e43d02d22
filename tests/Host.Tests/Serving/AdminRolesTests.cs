using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using Host.Tests.Commands;

namespace Host.Tests.Serving;

/// <summary>Who may do what over the web: every operation of the served document, tried by everybody.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class AdminRolesTests(RunningNode node) : IClassFixture<RunningNode>
{
    private const string Password = "three wet lanterns hum";

    [Fact]
    public async Task Every_operation_is_for_whom_the_document_says()
    {
        var document = await DocumentAsync();
        var callers = new Dictionary<string, (HttpClient Http, Func<string, bool> May)>
        {
            ["nobody"] = (NewHttp(), scope => scope == "open"),
            ["host"] = (await SignedInAsync("host-h", "host"), scope => scope == "open"),
            ["operator"] = (await SignedInAsync("operator-o", "operator"), scope => scope is "open" or "read"),
            ["admin"] = (await SignedInAsync("admin-a", "admin"), _ => true),
        };
        foreach (var scope in (string[])["read", "rooms", "users", "settings", "nodes", "metrics"])
        {
            callers[$"key {scope}"] = (await WithKeyAsync(scope), asked => asked == "open" || asked == scope);
        }

        foreach (var (path, method, scope) in Operations(document))
        {
            foreach (var (who, (http, may)) in callers)
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/admin/v1{path}");
                request.Content = method is "GET" or "DELETE" ? null : new StringContent("{}", Encoding.UTF8, "application/json");
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                var refused = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
                Assert.True(may(scope) != refused, $"{who}: {method} {path} ({scope}) was answered {(int)answer.StatusCode}");
                if (refused)
                {
                    Assert.Equal(who == "nobody" ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden, answer.StatusCode);
                }

                if ((int)answer.StatusCode >= 400)
                {
                    Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
                    var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
                    Assert.Equal((int)answer.StatusCode, problem.GetProperty("status").GetInt32());
                    Assert.NotEqual("", problem.GetProperty("code").GetString());
                }
            }
        }
    }

    [Fact]
    public async Task A_change_by_cookie_comes_from_our_own_pages_only_and_nothing_of_the_socket_is_on_the_web()
    {
        var admin = await SignedInAsync("admin-b", "admin");
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/api/admin/v1/rooms/x/close") { Headers = { { "Origin", "https://evil.example" } } };
        Assert.Contains("origin-refused", await TextAsync(admin, foreign, HttpStatusCode.Forbidden), StringComparison.Ordinal);
        using var form = new HttpRequestMessage(HttpMethod.Post, "/api/admin/v1/users") { Content = new StringContent("{}", Encoding.UTF8, "text/plain") };
        Assert.Contains("content-type", await TextAsync(admin, form, HttpStatusCode.UnsupportedMediaType), StringComparison.Ordinal);
        using var dump = new HttpRequestMessage(HttpMethod.Get, "/api/admin/v1/media/endpoints/1.1/dump");
        Assert.Contains("not-found", await TextAsync(admin, dump, HttpStatusCode.NotFound), StringComparison.Ordinal);
        using var key = new HttpRequestMessage(HttpMethod.Get, "/api/admin/v1/status") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "parley_0011_nothing") } };
        Assert.Contains("key-refused", await TextAsync(NewHttp(), key, HttpStatusCode.Unauthorized), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_shown_once_says_when_it_was_used_makes_no_administrator_and_ends_when_it_is_removed()
    {
        var made = await node.Commands.JsonAsync("api-key", "add", "monitoring", "--scope", "read", "--scope", "users");
        var id = made.GetProperty("key").GetProperty("id").GetString()!;
        using var http = NewHttp();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.GetProperty("secret").GetString());
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/admin/v1/status")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await http.PostAsJsonAsync("/api/admin/v1/users", new { login = "by-key" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsJsonAsync("/api/admin/v1/users", new { login = "boss", role = "admin" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PatchAsJsonAsync("/api/admin/v1/users/by-key", new { role = "operator" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.DeleteAsync("/api/admin/v1/users/admin")).StatusCode);

        var listed = Assert.Single((await node.Commands.JsonAsync("api-key", "list")).GetProperty("keys").EnumerateArray(), key => key.GetProperty("id").GetString() == id);
        Assert.Equal(JsonValueKind.Number, listed.GetProperty("lastUsedAtMs").ValueKind);
        Assert.DoesNotContain(made.GetProperty("secret").GetString()!, listed.GetRawText(), StringComparison.Ordinal);
        await node.Commands.DoneAsync("api-key", "remove", id);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/admin/v1/status")).StatusCode);
        Assert.Contains("no API key", await node.Commands.RefusedAsync(6, "api-key", "remove", id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_log_says_who_did_what_and_names_only_who_is_still_there()
    {
        var admin = await SignedInAsync("admin-c", "admin");
        Assert.Equal(HttpStatusCode.Created, (await admin.PostAsJsonAsync("/api/admin/v1/users", new { login = "dora" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await admin.PatchAsJsonAsync("/api/admin/v1/users/dora", new { disabled = true })).StatusCode);
        var line = await AuditAsync(admin, "act=changeUser&target=dora", line => line.GetProperty("outcome").GetString() == "done");
        Assert.Equal("admin-c", line.GetProperty("actorName").GetString());
        Assert.Equal("dora", line.GetProperty("targetName").GetString());
        Assert.Equal("127.0.0.0/24", line.GetProperty("from").GetString());
        Assert.Equal("disabled: yes", line.GetProperty("details").GetString());

        var id = line.GetProperty("target").GetString();
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync("/api/admin/v1/users/dora")).StatusCode);
        var removal = await AuditAsync(admin, $"act=removeUser&target={id}", _ => true);
        Assert.Equal(JsonValueKind.Null, removal.GetProperty("targetName").ValueKind);
        Assert.DoesNotContain("dora", removal.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.PostAsync("/api/admin/v1/rooms/no-such-room/participants/nobody/remove", null)).StatusCode);
        await AuditAsync(admin, "act=removeParticipant&room=no-such-room", line => line.GetProperty("outcome").GetString() == "participant-unknown");
    }

    [Fact]
    public async Task The_stream_begins_with_all_there_is_and_goes_on_where_it_was_left()
    {
        var admin = await SignedInAsync("admin-d", "admin");
        var (id, first) = await StepAsync(admin, "");
        Assert.True(first.GetProperty("snapshot").GetBoolean());
        var self = Assert.Single(first.GetProperty("nodes").EnumerateArray());
        Assert.Equal("up", self.GetProperty("state").GetString());
        var (next, second) = await StepAsync(admin, id);
        Assert.NotEqual(id, next);
        Assert.False(second.GetProperty("snapshot").GetBoolean());
        Assert.True((await StepAsync(admin, "another-life")).Step.GetProperty("snapshot").GetBoolean());
    }

    private static IEnumerable<(string Path, string Method, string Scope)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from method in path.Value.EnumerateObject()
        // The words stand for nobody and nothing, so that what is let through finds nothing to do.
        select (path.Name.Replace("{", "no-such-", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal), method.Name.ToUpperInvariant(),
            method.Value.GetProperty("x-parley-scope").GetString()!);

    private static async Task<(string Id, JsonElement Step)> StepAsync(HttpClient http, string after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/admin/v1/cluster/live");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", after);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var id = "";
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            id = line.StartsWith("id: ", StringComparison.Ordinal) ? line[4..] : id;
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return (id, JsonDocument.Parse(line[6..]).RootElement);
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }

    // The log is written beside: the line is there soon after the answer.
    private static async Task<JsonElement> AuditAsync(HttpClient http, string query, Func<JsonElement, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var lines = (await http.GetFromJsonAsync<JsonElement>($"/api/admin/v1/audit?{query}", patience.Token)).GetProperty("lines");
            if (lines.EnumerateArray().Where(wanted).ToArray() is [var line, ..])
            {
                return line;
            }

            await Task.Delay(100, patience.Token);
        }
    }

    private static async Task<string> TextAsync(HttpClient http, HttpRequestMessage request, HttpStatusCode expected)
    {
        using var answer = await http.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<JsonElement> DocumentAsync()
    {
        using var http = NewHttp();
        return await http.GetFromJsonAsync<JsonElement>("/api/admin/v1/openapi.json");
    }

    private async Task<HttpClient> SignedInAsync(string login, string role)
    {
        (await node.Commands.RunWithAsync(Password, "user", "register", login)).Done();
        if (role != "host")
        {
            await node.Commands.DoneAsync("user", "role", login, role);
        }

        var http = NewHttp();
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsJsonAsync("/api/v1/sign-in", new { login, password = Password })).StatusCode);
        return http;
    }

    private async Task<HttpClient> WithKeyAsync(string scope)
    {
        var http = NewHttp();
        var made = await node.Commands.JsonAsync("api-key", "add", $"for {scope}", "--scope", scope);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.GetProperty("secret").GetString());
        return http;
    }

    private HttpClient NewHttp() => new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = node.Url };
}
