using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Bench.Load.Clients;

namespace Bench.Load.Servers;

/// <summary>Janus from Debian with its videoroom plugin, configured in a temporary folder and driven over its WebSocket.</summary>
internal sealed class JanusServer : IServer
{
    private const int Room = 1234;

    private readonly PinnedProcess _process;
    private readonly string _folder;
    private readonly JanusSession _session;
    private readonly Dictionary<LoadClient, long> _feeds = [];

    private JanusServer(PinnedProcess process, string folder, JanusSession session) => (_process, _folder, _session) = (process, folder, session);

    public string Name => "janus";

    public bool WritesSourceNumbers => false;

    public int ProcessId => _process.Id;

    /// <summary>Starts it; clients must be on <paramref name="address"/>, since Janus gathers no candidates on loopback.</summary>
    public static async Task<JanusServer> StartAsync(IPAddress address, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("parley-bench-janus-").FullName;
        var port = FreePort();
        JanusConfiguration.Write(folder, address, port, Room);
        var process = new PinnedProcess("janus", ["--configs-folder", folder, "--config", Path.Combine(folder, "janus.jcfg")], folder);
        _ = process.Output.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        try
        {
            return new JanusServer(process, folder, await JanusSession.OpenAsync(new Uri($"ws://127.0.0.1:{port}"), process, cancel));
        }
        catch
        {
            process.Dispose();
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public async Task PublishAsync(LoadClient client, CancellationToken cancel)
    {
        var handle = await _session.AttachAsync(cancel);
        var joined = await _session.SendAsync(
            handle, new JsonObject { ["request"] = "join", ["ptype"] = "publisher", ["room"] = Room, ["display"] = "load" }, null, cancel);
        _feeds[client] = (long)joined["plugindata"]!["data"]!["id"]!;
        var answer = await _session.SendAsync(
            handle,
            new JsonObject { ["request"] = "configure", ["audio"] = false, ["video"] = true, ["bitrate"] = 0 },
            new JsonObject { ["type"] = "offer", ["sdp"] = client.Describe() },
            cancel);
        await client.ConnectAsync(SdpOf(answer), cancel);
    }

    public async Task SubscribeAsync(LoadClient client, LoadClient publisher, CancellationToken cancel)
    {
        var handle = await _session.AttachAsync(cancel);
        var streams = new JsonArray(new JsonObject { ["feed"] = _feeds[publisher] });
        var offer = SdpOf(await _session.SendAsync(
            handle, new JsonObject { ["request"] = "join", ["ptype"] = "subscriber", ["room"] = Room, ["streams"] = streams }, null, cancel));
        var answer = new JsonObject { ["type"] = "answer", ["sdp"] = client.AnswerTo(offer) };
        await _session.SendAsync(handle, new JsonObject { ["request"] = "start", ["room"] = Room }, answer, cancel);
        await client.ConnectAsync(offer, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string SdpOf(JsonNode message) =>
        (string?)message["jsep"]?["sdp"] ?? throw new InvalidOperationException($"Janus said {message.ToJsonString()}");

    private static string FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
