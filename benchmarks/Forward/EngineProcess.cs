using System.Net;
using System.Text.Json;
using Cluster.Media;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bench.Forward;

/// <summary>The engine with one bridge, told what to do line by line on its input and answering each on its output.</summary>
internal static class EngineProcess
{
    public static async Task<int> RunAsync()
    {
        var settings = new MediaSettings { Port = 0, Addresses = [IPAddress.Loopback] };
        await using var engine = MediaEngine.Start(settings, TimeProvider.System, NullLoggerFactory.Instance);
        engine.WarmUp();
        var bridge = engine.OpenBridge(static _ => { })!.Value;
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var request = JsonSerializer.Deserialize<Request>(line)!;
            var endpoint = new EndpointId(bridge, request.Endpoint);
            var response = new Response();
            if (request.Sdp is { } sdp)
            {
                var result = await engine.NegotiateAsync(new EndpointOffer(endpoint, sdp, request.Sources, request.Slots));
                response = response with { Sdp = ((NegotiationResult.Answered)result).Sdp };
            }
            else if (request.View is { } view)
            {
                engine.SetView(endpoint, [new ViewEntry(new SourceNumber(view), 720)]);
            }

            var counters = engine.ReadCounters();
            Console.WriteLine(JsonSerializer.Serialize(response with
            {
                PacketsOut = counters.PacketsOut,
                Drops = counters.Drops.Values.Sum(),
                Connected = (await engine.ReadBridgeAsync(bridge))!.Endpoints.Count(entry => entry.State == "connected"),
                Gen0 = GC.CollectionCount(0),
                Gen1 = GC.CollectionCount(1),
                AllocatedBytes = GC.GetTotalAllocatedBytes(),
            }));
        }

        return 0;
    }
}

/// <summary>An offer, a view, or neither: then only the counters are wanted.</summary>
internal sealed record Request(
    long Endpoint = 0, string? Sdp = null, SourceBinding[]? SourceList = null, SlotBinding[]? SlotList = null, uint? View = null)
{
    public IReadOnlyList<SourceBinding> Sources => SourceList ?? [];

    public IReadOnlyList<SlotBinding> Slots => SlotList ?? [];
}

/// <summary>An answer, and the engine's counters.</summary>
internal sealed record Response(
    string? Sdp = null, long PacketsOut = 0, long Drops = 0, int Connected = 0, int Gen0 = 0, int Gen1 = 0, long AllocatedBytes = 0);
