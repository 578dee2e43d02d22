using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Bench.Load.Clients;
using Bench.Load.Servers;
using Cluster.Media;
using Cluster.Media.Srtp;
using Host.Tests.Commands;
using Host.Tests.Processes;

namespace Host.Tests.Telemetry;

/// <summary>A node that exports to a collector, with somebody in a meeting on it and somebody who was not let in: for all tests of a class.</summary>
public sealed partial class MeasuredNode : IAsyncLifetime
{
    /// <summary>The meeting's room.</summary>
    public const string Room = "lanterns-of-the-quiet-harbour";

    private readonly string _data = Directory.CreateTempSubdirectory("parley-measured-").FullName;
    private readonly List<IAsyncDisposable> _people = [];
    private ParleyProcess? _parley;

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Where its metrics are without a key.</summary>
    public Uri OpenUrl { get; } = new($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");

    /// <summary>A key with the scope metrics.</summary>
    public string Key { get; private set; } = "";

    internal OtlpReceiver Collector { get; private set; } = null!;

    internal CommandLine Commands => new(_data);

    public async Task InitializeAsync()
    {
        Collector = await OtlpReceiver.StartAsync();
        var headers = Path.Combine(_data, "headers");
        await File.WriteAllTextAsync(headers, "x-tenant: a b=%c\n\nx-other: 1\n");
        _parley = ParleyProcess.Start(
            "--urls", "http://127.0.0.1:0", "--media-port", "0", "--media-address", "127.0.0.1", "--data", _data,
            "--set", $"parley.telemetry.metrics-urls={OpenUrl.GetLeftPart(UriPartial.Authority)}", "--set", $"parley.telemetry.otlp.endpoint={Collector.Url}",
            "--set", $"parley.telemetry.otlp.headers-file={headers}", "--set", "parley.telemetry.otlp.interval=1 s");
        Url = new Uri(Address().Match(string.Join('\n', await _parley.ReadyAsync())).Value);
        Key = (await Commands.JsonAsync("api-key", "add", "prometheus", "--scope", "metrics")).GetProperty("secret").GetString()!;

        var crowd = new Crowd(SrtpProfile.AeadAes128Gcm, IPAddress.Loopback);
        _people.Add(crowd);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var client = crowd.Add();
        client.AddMicrophone("m", 1);
        client.AddSlots(SlotUse.Speech, 3);
        var socket = new SignallingSocket();
        _people.Insert(0, socket);
        await socket.JoinAsync(Signalling, Room, client, patience.Token);
        await crowd.TurnAsync(true);

        // A room's name may have many letters, and not these.
        await using var stranger = new SignallingSocket();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => stranger.JoinAsync(Signalling, "no/room", crowd.Add(), patience.Token));
        Assert.Contains("refused", refused.Message, StringComparison.Ordinal);
    }

    public async Task DisposeAsync()
    {
        foreach (var each in _people)
        {
            await each.DisposeAsync();
        }

        await _parley!.DisposeAsync();
        await Collector.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>Its metrics as Prometheus reads them.</summary>
    internal async Task<IReadOnlyList<Sample>> ScrapeAsync()
    {
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Key) } };
        return Sample.ReadAll(await http.GetStringAsync(new Uri(Url, "/metrics")));
    }

    /// <summary>Its metrics as soon as they are as wanted: what media counts comes once a second.</summary>
    internal async Task<IReadOnlyList<Sample>> UntilAsync(Func<IReadOnlyList<Sample>, bool> wanted, string what)
    {
        var began = Environment.TickCount64;
        while (true)
        {
            var samples = await ScrapeAsync();
            if (wanted(samples))
            {
                return samples;
            }

            Assert.True(Environment.TickCount64 - began < 60_000, $"waited for {what} in vain");
            // The exporter answers the same for 300 ms.
            await Task.Delay(300);
        }
    }

    internal static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private Uri Signalling => new UriBuilder(Url) { Scheme = "ws", Path = "/api/v1/signalling" }.Uri;

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+")]
    private static partial Regex Address();
}
