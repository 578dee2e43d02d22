using Cluster.Web.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry.Metrics;

namespace Cluster.Web.Metrics;

/// <summary>
/// <c>/metrics</c> for Prometheus: on the web's addresses for API keys with the scope <c>metrics</c>, operators and administrators; where
/// nobody but those who may can come, for whoever comes.
/// </summary>
public static class MetricsEndpoint
{
    /// <summary>Where it is.</summary>
    public const string Path = "/metrics";

    /// <summary>Maps it for whoever comes.</summary>
    /// <param name="provider">Has a Prometheus exporter.</param>
    public static void MapOpenMetrics(this IEndpointRouteBuilder routes, MeterProvider provider) =>
        routes.MapMetrics(provider, _ => Task.CompletedTask);

    /// <summary>Maps it for those who may.</summary>
    internal static void MapMetrics(this IEndpointRouteBuilder routes, MeterProvider provider, MetricsDoor door) => routes.MapMetrics(provider, door.CheckAsync);

    private static void MapMetrics(this IEndpointRouteBuilder routes, MeterProvider provider, Func<HttpContext, Task> check) =>
        routes.MapPrometheusScrapingEndpoint(Path, provider, pipeline => pipeline.Use(next => context => AnswerAsync(context, check, next)), optionsName: null);

    private static async Task AnswerAsync(HttpContext context, Func<HttpContext, Task> check, RequestDelegate next)
    {
        try
        {
            if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            {
                context.Response.Headers.Allow = "GET, HEAD";
                throw new AdminRefusal("method-not-allowed", "This address does not know that method.");
            }

            await check(context).ConfigureAwait(false);
        }
        catch (AdminRefusal refusal)
        {
            await context.RefuseAsync(refusal).ConfigureAwait(false);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        await next(context).ConfigureAwait(false);
    }
}
