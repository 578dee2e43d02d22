using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Web.Health;

/// <summary>For load balancers and service managers: is the process alive, and can it take meetings.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes, EdgeGate gate, WebSettings settings)
    {
        routes.MapGet("/health/live", () => Results.Text("live\n"));
        routes.MapGet("/health/ready", async context =>
        {
            var report = await ReadAsync(gate, settings).ConfigureAwait(false);
            context.Response.StatusCode = report.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.CacheControl = "no-store";
            await context.Response.WriteAsJsonAsync(report, ApiJson.Default.ReadyReport).ConfigureAwait(false);
        });
    }

    private static async Task<ReadyReport> ReadAsync(EdgeGate gate, WebSettings settings)
    {
        if (gate.IsLeaving)
        {
            return new ReadyReport(false, ["stopping"]);
        }

        if (!gate.TryEnter(out var edge))
        {
            return new ReadyReport(false, ["starting"]);
        }

        var silent = await edge!.SilentRegions(settings.ReadyTimeout).ConfigureAwait(false);
        return new ReadyReport(silent.Count == 0, silent);
    }
}

/// <summary>Whether the node can take meetings.</summary>
/// <param name="Silent">If not, what does not answer: a region's name, <c>database</c>, <c>media</c>; or the node is <c>starting</c> or <c>stopping</c>.</param>
public sealed record ReadyReport(bool Ready, IReadOnlyList<string> Silent);
