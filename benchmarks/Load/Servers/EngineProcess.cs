using System.Text.Json;
using Cluster.Media;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bench.Load.Servers;

/// <summary>The engine with a bridge for each meeting and nothing beside them, told what to do line by line on its input and answering each on its output.</summary>
internal static class EngineProcess
{
    public static async Task<int> RunAsync(EngineOptions options)
    {
        var settings = new MediaSettings { Port = 0 };
        await using var engine = MediaEngine.Start(options.Apply(settings), TimeProvider.System, NullLoggerFactory.Instance);
        engine.WarmUp();
        var bridges = new List<BridgeId>();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var request = JsonSerializer.Deserialize<EngineRequest>(line)!;
            Console.WriteLine(JsonSerializer.Serialize(await AnswerAsync(engine, bridges, request)));
        }

        return 0;
    }

    private static async Task<EngineResponse> AnswerAsync(MediaEngine engine, List<BridgeId> bridges, EngineRequest request)
    {
        // First of all, so that what this exchange allocates is not in it.
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        while (bridges.Count <= request.Room)
        {
            bridges.Add(engine.OpenBridge(static _ => { })!.Value);
        }

        var endpoint = new EndpointId(bridges[request.Room], request.Endpoint);
        if (request.Sdp is { } sdp)
        {
            var result = await engine.NegotiateAsync(new EndpointOffer(endpoint, sdp, request.Sources ?? [], request.Slots ?? []));
            return result is NegotiationResult.Answered answered
                ? new EngineResponse(answered.Sdp)
                : new EngineResponse(Refusal: ((NegotiationResult.Refused)result).Code);
        }

        if (request.View is { } view)
        {
            engine.SetView(endpoint, [.. view.Select(wanted => new ViewEntry(new SourceNumber(wanted.Source), wanted.Height))]);
            return new EngineResponse();
        }

        if (request.Collects)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        }

        var counters = engine.ReadCounters();
        var connected = 0;
        foreach (var bridge in bridges)
        {
            connected += (await engine.ReadBridgeAsync(bridge))!.Endpoints.Count(entry => entry.State == "connected");
        }

        return new EngineResponse(Figures: new EngineFigures(
            counters.PacketsOut,
            counters.Drops.Values.Sum(),
            connected,
            GC.CollectionCount(0),
            GC.CollectionCount(1),
            GC.CollectionCount(2),
            allocated,
            GC.GetTotalMemory(forceFullCollection: false)));
    }
}

/// <summary>An offer, a view, or neither: then the figures are wanted, after a collection or as it is.</summary>
internal sealed record EngineRequest(
    int Room = 0,
    long Endpoint = 0,
    string? Sdp = null,
    SourceBinding[]? Sources = null,
    SlotBinding[]? Slots = null,
    WantedPicture[]? View = null,
    bool Collects = false);

/// <summary>A picture a client wants to see.</summary>
internal readonly record struct WantedPicture(uint Source, int Height);

/// <summary>An answer, a refusal's code, or figures.</summary>
internal sealed record EngineResponse(string? Sdp = null, string? Refusal = null, EngineFigures? Figures = null);

/// <summary>What the engine counts of itself.</summary>
internal sealed record EngineFigures(
    long PacketsOut, long Drops, int Connected, int Gen0, int Gen1, int Gen2, long AllocatedBytes, long HeapBytes);
