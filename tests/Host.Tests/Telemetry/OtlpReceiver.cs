using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.Telemetry;

/// <summary>A collector that speaks OTLP over HTTP with protobuf bodies and over gRPC, as far as tests look: spans, names of metrics, headers.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly List<OtlpSpan> _spans = [];
    private readonly HashSet<string> _metrics = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Before the message: whether it is compressed, and its length.
    private const int GrpcPrefixBytes = 5;

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <summary>What a node is told that speaks HTTP.</summary>
    public string Url => _app.Urls.First();

    /// <summary>What a node is told that speaks gRPC.</summary>
    public string GrpcUrl => _app.Urls.Last();

    /// <summary>The header <c>x-tenant</c> of the last request.</summary>
    public string? Tenant { get; private set; }

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            server.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.MapPost("/v1/traces", context => receiver.TakeAsync(context, it => receiver._spans.AddRange(OtlpSpan.ReadAll(it))));
        app.MapPost("/v1/metrics", context => receiver.TakeAsync(context, it => receiver._metrics.UnionWith(OtlpSpan.MetricNames(it))));
        app.MapPost("/opentelemetry.proto.collector.trace.v1.TraceService/Export", context => receiver.TakeGrpcAsync(context, it => receiver._spans.AddRange(OtlpSpan.ReadAll(it))));
        app.MapPost("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", context => receiver.TakeGrpcAsync(context, it => receiver._metrics.UnionWith(OtlpSpan.MetricNames(it))));
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until what has come is enough.</summary>
    public async Task<T> UntilAsync<T>(string what, Func<IReadOnlyList<OtlpSpan>, IReadOnlySet<string>, T?> enough)
        where T : class
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (enough(_spans, _metrics) is { } found)
                {
                    return found;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(patience.Token).ContinueWith(
                waited => Assert.False(waited.IsCanceled, $"waited for {what} in vain; there were the spans {string.Join(", ", _spans)}"), TaskScheduler.Default);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeGrpcAsync(HttpContext context, Action<ReadOnlyMemory<byte>> take)
    {
        await TakeAsync(context, it => take(it[GrpcPrefixBytes..]));
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[GrpcPrefixBytes]);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private async Task TakeAsync(HttpContext context, Action<ReadOnlyMemory<byte>> take)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        lock (_gate)
        {
            Tenant = context.Request.Headers["x-tenant"];
            take(body.ToArray());
            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        // An empty response message: everything was taken.
        context.Response.ContentType = "application/x-protobuf";
    }
}
