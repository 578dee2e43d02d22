using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Host.Tests.Telemetry;

/// <summary>What a node tells Prometheus, and whom.</summary>
public sealed class MetricsTests(MeasuredNode node) : IClassFixture<MeasuredNode>
{
    // More than that is somebody's table in a label.
    private const int SeriesMax = 1_500;

    [Fact]
    public async Task Only_who_may_reads_them_where_everybody_comes()
    {
        Assert.Equal((HttpStatusCode.Unauthorized, "login-required"), await AskAsync(HttpMethod.Get, null));
        Assert.Equal((HttpStatusCode.Unauthorized, "key-refused"), await AskAsync(HttpMethod.Get, "parley_0011_nothing"));
        var read = (await node.Commands.JsonAsync("api-key", "add", "reader", "--scope", "read")).GetProperty("secret").GetString();
        Assert.Equal((HttpStatusCode.Forbidden, "not-allowed"), await AskAsync(HttpMethod.Get, read));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method-not-allowed"), await AskAsync(HttpMethod.Post, node.Key));
        Assert.Equal((HttpStatusCode.OK, ""), await AskAsync(HttpMethod.Get, node.Key));

        (await node.Commands.RunWithAsync("three wet lanterns hum", "user", "register", "watcher")).Done();
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = node.Url };
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsJsonAsync("/api/v1/sign-in", new { login = "watcher", password = "three wet lanterns hum" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync("/metrics")).StatusCode);
        await node.Commands.DoneAsync("user", "role", "watcher", "operator");
        // A session that was checked is believed for a moment.
        using var anew = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = node.Url };
        Assert.Equal(HttpStatusCode.OK, (await anew.PostAsJsonAsync("/api/v1/sign-in", new { login = "watcher", password = "three wet lanterns hum" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await anew.GetAsync("/metrics")).StatusCode);
    }

    [Fact]
    public async Task Their_own_address_asks_for_no_key_and_serves_nothing_else()
    {
        using var http = new HttpClient { BaseAddress = node.OpenUrl };
        using var answer = await http.GetAsync("/metrics");
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(Sample.ReadAll(await answer.Content.ReadAsStringAsync()), sample => sample is { Name: "parley_build_info", Value: 1 });
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/admin/v1/status")).StatusCode);
    }

    [Fact]
    public async Task They_say_who_is_there_and_what_was_done()
    {
        var samples = await node.UntilAsync(
            all => Sum(all, "parley_media_packets_total", "direction", "in") > 0 && Sum(all, "parley_media_endpoints") == 1 && Sum(all, "parley_shards", "region", "room") > 0,
            "media and shards to be counted");
        Assert.Equal(1, Sum(samples, "parley_participants", "state", "in"));
        Assert.Equal(0, Sum(samples, "parley_participants", "state", "waiting"));
        Assert.Equal(1, Sum(samples, "parley_meetings"));
        Assert.Equal(1, Sum(samples, "parley_media_bridges"));
        Assert.Equal(1, Sum(samples, "parley_cluster_members", "state", "up"));
        Assert.Equal(0, Sum(samples, "parley_cluster_members", "state", "unreachable"));
        Assert.Equal(0, Sum(samples, "parley_node_draining"));
        Assert.Equal(1, Sum(samples, "parley_joins_total", "outcome", "joined"));
        Assert.Equal(1, Sum(samples, "parley_joins_total", "outcome", "bad-request"));
        Assert.Equal(1, Sum(samples, "parley_join_duration_seconds_count"));
        Assert.Equal(1, Sum(samples, "parley_media_connect_duration_seconds_count"));
        Assert.Equal(0, Sum(samples, "parley_media_process_restarts_total"));
        Assert.Equal(0, Sum(samples, "parley_database_silence_seconds"));
        Assert.True(Sum(samples, "parley_database_statement_duration_seconds_count", "outcome", "done") > 0);
        Assert.True(Sum(samples, "parley_journal_write_duration_seconds_count", "outcome", "done") > 0);
        Assert.InRange(Sum(samples, "parley_media_process_start_time_seconds"), DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 300, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1);
        Assert.InRange(Sum(samples, "parley_media_process_memory_bytes"), 1 << 20, 1L << 40);
    }

    [Fact]
    public async Task They_name_nobody_and_no_room_and_stay_few()
    {
        var samples = await node.ScrapeAsync();
        string[] labels = [.. samples.SelectMany(sample => sample.Labels.Keys).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "below_us", "code", "cpu_mode", "direction", "gc_heap_generation", "http_request_method", "http_response_status_code", "http_route", "kind", "le", "node", "outcome",
                "reason", "region", "roles", "runtime", "service_instance_id", "service_name", "service_version", "state", "version", "worker",
            ],
            labels);
        Assert.DoesNotContain(samples.SelectMany(sample => sample.Labels.Values), value => value.Contains(MeasuredNode.Room, StringComparison.OrdinalIgnoreCase));
        Assert.InRange(samples.Count, 100, SeriesMax);
    }

    [Fact]
    public async Task A_collector_gets_them_too_with_its_headers()
    {
        await node.Collector.UntilAsync(
            "metrics", (_, metrics) => metrics.IsSupersetOf(["parley.participants", "parley.media.packets", "parley.join.duration", "dotnet.gc.pause.time"]) ? metrics : null);
        Assert.Equal("a b=%c", node.Collector.Tenant);
    }

    [Fact]
    public async Task A_join_is_one_trace_from_the_edge_to_media()
    {
        string[] names = ["join", "participant join", "room admit", "bridge negotiate", "media connect"];
        var spans = await node.Collector.UntilAsync("the five parts of a join", (all, _) =>
            all.GroupBy(span => span.Trace).Select(trace => trace.ToArray()).FirstOrDefault(trace => names.All(name => trace.Any(span => span.Name == name))));
        Assert.Equal(names.Length, spans.Length);
        var (root, participant) = (spans.Single(span => span.Name == "join"), spans.Single(span => span.Name == "participant join"));
        Assert.Equal("", root.Parent);
        Assert.Equal(root.Id, participant.Parent);
        Assert.All(spans.Where(span => span != root && span != participant), span => Assert.Equal(participant.Id, span.Parent));
        Assert.All(spans, span =>
        {
            Assert.Equal("parley", span.Service);
            Assert.True(span.StartNs >= root.StartNs && span.EndNs >= span.StartNs, $"{span} lies outside");
            Assert.Equal(["parley.participant"], span.Attributes.Keys);
            Assert.Equal(root.Attributes["parley.participant"], span.Attributes["parley.participant"]);
        });
    }

    private static double Sum(IEnumerable<Sample> samples, string name, string? label = null, string? value = null) =>
        samples.Where(sample => sample.Name == name && (label is null || sample.Labels.GetValueOrDefault(label) == value)).Sum(sample => sample.Value);

    private async Task<(HttpStatusCode Status, string Code)> AskAsync(HttpMethod method, string? key)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(node.Url, "/metrics"));
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.SendAsync(request);
        if (answer.IsSuccessStatusCode)
        {
            return (answer.StatusCode, "");
        }

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!);
    }
}
