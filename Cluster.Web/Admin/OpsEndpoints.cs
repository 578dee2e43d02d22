using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Cluster.Web.Admin;

/// <summary><c>/cluster</c>: nodes, shards, rooms in use and what happened, once or followed live.</summary>
internal sealed class OpsEndpoints
{
    /// <summary>Streams at once on this node.</summary>
    private const int ViewersMax = 100;

    /// <summary>A stream ends after so long, and the browser comes back by itself: so it is seen soon who may not any more.</summary>
    private static readonly TimeSpan s_streamLength = TimeSpan.FromMinutes(1);

    private int _viewers;

    public IEnumerable<AdminEndpoint> All() =>
    [
        AdminEndpoint.Get("/cluster", "showCluster", "Nodes, shards, rooms in use and events, as this node knows them now.", AdminJson.Default.OpsStep, call =>
        {
            call.Services.NeedNode();
            return call.Services.Board.ReadAsync(call.Context.RequestAborted);
        }),
        AdminEndpoint.Stream(
            "/cluster/live", AdminScope.Read, "followCluster",
            "The same as server-sent events: a step of the type OpsStep with all there is, then what changes, once a second; Last-Event-ID goes on after that step.",
            "text/event-stream", FollowAsync),
    ];

    private async Task FollowAsync(AdminCall call)
    {
        call.Services.NeedNode();
        try
        {
            if (Interlocked.Increment(ref _viewers) > ViewersMax)
            {
                throw new AdminRefusal("viewers-too-many", $"{ViewersMax} pages follow the cluster through this node already: close one, or use another node.", 10_000);
            }

            await SendAsync(call).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _viewers);
        }
    }

    private static async Task SendAsync(AdminCall call)
    {
        var (context, board) = (call.Context, call.Services.Board);
        // How long a page was watched is not how long an answer took.
        context.Features.Get<IHttpMetricsTagsFeature>()?.MetricsDisabled = true;
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        end.CancelAfter(s_streamLength);
        try
        {
            await WriteAsync(context, "retry: 500\n\n").ConfigureAwait(false);
            await foreach (var step in board.WatchAsync(context.Request.Headers["Last-Event-ID"].ToString(), end.Token).ConfigureAwait(false))
            {
                await (step is var (id, json) ? WriteAsync(context, id, json) : WriteAsync(context, ": still here\n\n")).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Its time is over, or the browser is gone.
        }
    }

    private static async Task WriteAsync(HttpContext context, string id, ReadOnlyMemory<byte> json)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"id: {id}\ndata: "), context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.WriteAsync(json, context.RequestAborted).ConfigureAwait(false);
        await WriteAsync(context, "\n\n").ConfigureAwait(false);
    }

    private static async Task WriteAsync(HttpContext context, string text)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
