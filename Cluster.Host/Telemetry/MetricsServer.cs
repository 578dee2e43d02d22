using System.Net.Sockets;
using Cluster.Host.Configuration;
using Cluster.Host.Serving;
using Cluster.Web.Metrics;
using Cluster.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace Cluster.Host.Telemetry;

/// <summary>Serves <c>/metrics</c> without a key on addresses of its own, and nothing else there.</summary>
internal sealed class MetricsServer : IAsyncDisposable
{
    /// <summary>Scrapes at once; a Prometheus makes one.</summary>
    private const int ConnectionsMax = 32;

    private readonly WebApplication? _app;

    private MetricsServer(WebApplication? app) => _app = app;

    /// <summary>Listens, where there is an address to; refuses to start when one cannot be had.</summary>
    public static async Task<MetricsServer> StartAsync(IReadOnlyList<Uri> urls, MeterProvider metrics, ILoggerFactory loggers)
    {
        if (urls.Count == 0)
        {
            return new MetricsServer(null);
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxConcurrentConnections = ConnectionsMax;
            server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            server.Listen(urls, certificates: null);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, NodeLifetime>();
        var app = builder.Build();
        app.MapOpenMetrics(metrics);
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is IOException or SocketException or AddressInUseException)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new StartRefusedException(
                ExitCode.Network,
                $"The addresses of parley.telemetry.metrics-urls ({string.Join(", ", urls.Select(url => url.GetLeftPart(UriPartial.Authority)))}) cannot be listened on ({cause.Message.TrimEnd('.')}): choose others.",
                cause);
        }

        return new MetricsServer(app);
    }

    /// <summary>Stops listening.</summary>
    public Task StopAsync() => _app?.StopAsync() ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;
}
