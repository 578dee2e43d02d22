using System.Text.Json;
using Bench.Load.Clients;
using Cluster.Media;

namespace Bench.Load.Servers;

/// <summary>Our media engine in a process of its own, without the control plane: what forwarding costs, and nothing else.</summary>
internal sealed class EngineServer(EngineOptions options) : IServer
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly PinnedProcess _process = new(
        Environment.ProcessPath is { } path && !path.EndsWith("/dotnet", StringComparison.Ordinal) ? path : "dotnet",
        [
            .. Environment.ProcessPath?.EndsWith("/dotnet", StringComparison.Ordinal) == true
                ? [Path.Combine(AppContext.BaseDirectory, "Bench.Load.dll")]
                : Array.Empty<string>(),
            "engine",
            .. options.ToArguments(),
        ]);

    public string Name => "engine";

    public bool WritesSourceNumbers => true;

    public int ProcessId => _process.Id;

    public async Task PublishAsync(LoadClient client, CancellationToken cancel) => await JoinAsync(client, cancel);

    public async Task SubscribeAsync(LoadClient client, LoadClient publisher, CancellationToken cancel)
    {
        client.AddSlots(SlotUse.Video, 1);
        await JoinAsync(client, cancel);
        var camera = publisher.Lines.First(line => line.Source == SourceKind.Camera);
        await ShowAsync(client, [new WantedPicture(camera.Number, 720)], cancel);
    }

    /// <summary>Negotiates a client's m-lines and connects it.</summary>
    public async Task JoinAsync(LoadClient client, CancellationToken cancel)
    {
        var (sources, slots) = client.Bindings;
        var response = await AskAsync(new EngineRequest(client.Room, client.Number, client.Describe(), sources, slots), cancel);
        await client.ConnectAsync(response.Sdp ?? throw new InvalidOperationException($"The engine refused: {response.Refusal}"), cancel);
    }

    /// <summary>Says which pictures a client wants in its slots.</summary>
    public Task ShowAsync(LoadClient client, WantedPicture[] view, CancellationToken cancel) =>
        AskAsync(new EngineRequest(client.Room, client.Number, View: view), cancel);

    /// <summary>The engine's own figures; with <paramref name="collects"/> after a full collection.</summary>
    public async Task<EngineFigures> ReadAsync(CancellationToken cancel, bool collects = false) =>
        (await AskAsync(new EngineRequest(Collects: collects), cancel)).Figures!;

    /// <summary>Returns when so many endpoints are connected on the server's side, too.</summary>
    public async Task WaitForAsync(int endpoints, CancellationToken cancel)
    {
        while ((await ReadAsync(cancel)).Connected < endpoints)
        {
            await Task.Delay(20, cancel);
        }
    }

    public ValueTask DisposeAsync()
    {
        _process.Dispose();
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<EngineResponse> AskAsync(EngineRequest request, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await _process.Input.WriteLineAsync(JsonSerializer.Serialize(request).AsMemory(), cancel);
            await _process.Input.FlushAsync(cancel);
            var line = await _process.Output.ReadLineAsync(cancel);
            return JsonSerializer.Deserialize<EngineResponse>(
                line ?? throw new InvalidOperationException($"The engine's process has ended: {_process.LastWords}"))!;
        }
        finally
        {
            _turn.Release();
        }
    }
}
