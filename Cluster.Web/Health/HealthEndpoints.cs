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
        if (!gate.TryEnter(out var edge))
        {
            return new ReadyReport(false, []);
        }

        var silent = await edge!.SilentRegions(settings.ReadyTimeout).ConfigureAwait(false);
        return new ReadyReport(silent.Count == 0, silent);
    }
}

/// <summary>Whether the node can take meetings, and which regions do not answer if not.</summary>
public sealed record ReadyReport(bool Ready, IReadOnlyList<string> SilentRegions);
