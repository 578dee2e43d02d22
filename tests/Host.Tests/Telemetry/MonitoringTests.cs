using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Host.Tests.Telemetry;

/// <summary>What is in monitoring/, by the real Prometheus: its rules load, say what they should, and name only what a node has; so does the dashboard.</summary>
public sealed partial class MonitoringTests(MeasuredNode node) : IClassFixture<MeasuredNode>
{
    private static readonly string s_monitoring = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "monitoring"));

    private static string Alerts => File.ReadAllText(Path.Combine(s_monitoring, "alerts.yml"));

    [Fact]
    public async Task The_rules_and_the_configuration_are_right() => Assert.Contains(
        "rules found", await RunAsync("promtool", "check", "config", "--syntax-only", Path.Combine(s_monitoring, "prometheus.yml"))
            + await RunAsync("promtool", "check", "rules", Path.Combine(s_monitoring, "alerts.yml")), StringComparison.Ordinal);

    [Fact]
    public async Task The_rules_say_what_they_should_of_histories_that_are_made_up() => Assert.Contains(
        "SUCCESS", await RunAsync("promtool", "test", "rules", Path.Combine(s_monitoring, "alerts.test.yml")), StringComparison.Ordinal);

    /// <summary>What happens to nobody here: the series begin with the first.</summary>
    private static readonly string[] s_seldom = ["parley_media_endpoints_lost_total", "parley_signalling_closes_total", "parley_signalling_upgrades_refused_total"];

    [Fact]
    public async Task Whatever_alerts_and_dashboard_ask_for_is_there_on_a_node()
    {
        string[] asked = [.. Names(Alerts).Concat(Names(Dashboard())).Distinct().Order(StringComparer.Ordinal)];
        Assert.InRange(asked.Length, 40, 100);
        var there = (await node.UntilAsync(
            all => all.Any(sample => sample is { Name: "parley_media_packets_total", Value: > 0 }), "media to be counted")).Select(sample => sample.Name).ToHashSet();
        Assert.Equal(s_seldom.Where(name => !there.Contains(name)), asked.Where(name => !there.Contains(name)));
    }

    [Fact]
    public void Every_alert_is_in_the_operators_manual_and_the_other_way_round()
    {
        var manual = File.ReadAllText(Path.Combine(s_monitoring, "..", "docs", "operations.md"));
        Assert.Equal(
            AlertName().Matches(Alerts).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal),
            ManualName().Matches(manual).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_real_Prometheus_reads_a_node_by_its_key_has_all_rules_at_work_and_answers_what_the_dashboard_asks()
    {
        var directory = Directory.CreateTempSubdirectory("parley-prometheus-").FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, "key"), node.Key);
        File.Copy(Path.Combine(s_monitoring, "alerts.yml"), Path.Combine(directory, "alerts.yml"));
        // As it is delivered, but for where and how often.
        var configuration = (await File.ReadAllTextAsync(Path.Combine(s_monitoring, "prometheus.yml")))
            .Replace("15s", "1s", StringComparison.Ordinal)
            .Replace("scheme: https", "scheme: http", StringComparison.Ordinal)
            .Replace("/etc/prometheus/parley.key", Path.Combine(directory, "key"), StringComparison.Ordinal);
        configuration = Targets().Replace(configuration, $"targets: [\"{node.Url.Authority}\"]");
        await File.WriteAllTextAsync(Path.Combine(directory, "prometheus.yml"), configuration);
        var port = MeasuredNode.FreePort().ToString(CultureInfo.InvariantCulture);
        using var prometheus = Start(
            "prometheus", $"--config.file={directory}/prometheus.yml", $"--storage.tsdb.path={directory}/data", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error");
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await UntilAsync(http, "/api/v1/query?query=parley_participants", "the node to be read", data => data.GetProperty("result").GetArrayLength() == 2);
            await UntilAsync(http, "/api/v1/rules", "the rules to be evaluated", data => data.GetProperty("groups").EnumerateArray()
                .SelectMany(group => group.GetProperty("rules").EnumerateArray()).ToArray() is { Length: > 15 } rules
                && rules.All(rule => rule.GetProperty("health").GetString() == "ok" && rule.GetProperty("state").GetString() == "inactive"));
            foreach (var query in Queries())
            {
                // As Grafana puts its variables in, with all nodes chosen.
                var asked = query.Replace("$job", "parley", StringComparison.Ordinal).Replace("$instance", ".*", StringComparison.Ordinal)
                    .Replace("$__rate_interval", "30s", StringComparison.Ordinal).Replace("$__range", "30s", StringComparison.Ordinal);
                var seldom = s_seldom.Any(name => query.Contains(name, StringComparison.Ordinal)) || query.EndsWith("> 0", StringComparison.Ordinal);
                await UntilAsync(http, $"/api/v1/query?query={Uri.EscapeDataString(asked)}", asked, data => seldom || data.GetProperty("result").GetArrayLength() > 0);
            }
        }
        finally
        {
            prometheus.Kill();
            await prometheus.WaitForExitAsync();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string Dashboard() => string.Join('\n', Queries());

    private static IEnumerable<string> Queries()
    {
        var panels = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_monitoring, "grafana.json"))).RootElement.GetProperty("panels").EnumerateArray();
        return panels.Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!);
    }

    private static IEnumerable<string> Names(string text) => MetricName().Matches(text).Select(match => match.Value);

    private static async Task UntilAsync(HttpClient http, string path, string what, Func<JsonElement, bool> wanted)
    {
        var began = Environment.TickCount64;
        var last = "no answer";
        while (true)
        {
            try
            {
                var answer = await http.GetFromJsonAsync<JsonElement>(path);
                last = answer.GetRawText();
                if (wanted(answer.GetProperty("data")))
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It is not up yet.
            }

            Assert.True(Environment.TickCount64 - began < 60_000, $"waited for {what} in vain: {last}");
            await Task.Delay(200);
        }
    }

    private static async Task<string> RunAsync(string program, params string[] args)
    {
        using var process = Start(program, args);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', args)}: {await output}{await error}");
        return await output + await error;
    }

    private static Process Start(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException($"missing: {program} (Debian: apt-get install prometheus)");
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"\b(parley|dotnet|http_server|kestrel|process)_[a-z0-9_]+")]
    private static partial Regex MetricName();

    [GeneratedRegex("^ +- alert: ([A-Za-z]+)$", RegexOptions.Multiline)]
    private static partial Regex AlertName();

    [GeneratedRegex("""^\| `(Parley[A-Za-z]+)` """, RegexOptions.Multiline)]
    private static partial Regex ManualName();

    [GeneratedRegex(@"targets: \[[^\]]*\]")]
    private static partial Regex Targets();
}
