using Cluster.Host.Configuration;
using Cluster.Web;
using Cluster.Web.Serving;
using Cluster.Web.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace Cluster.Host.Serving;

/// <summary>The web server of a node, started and stopped by the node and by no signal of its own.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebServer(WebApplication app) => _app = app;

    /// <summary>The addresses it really listens on.</summary>
    public IReadOnlyCollection<string> Urls =>
        [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []];

    /// <summary>What people know it by.</summary>
    public string PublicUrl => _app.Services.GetRequiredService<PublicUrl>().Value;

    /// <summary>Listens; refuses to start when an address cannot be had.</summary>
    public static async Task<WebServer> StartAsync(
        WebSettings settings, bool servesBrowsers, EdgeGate gate, CertificateHolder certificates, TimeSpan stopTimeout, ILoggerFactory loggers, MeterProvider? metrics = null)
    {
        // No appsettings files and no environment variables: the configuration has one source.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, NodeLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = stopTimeout);
        if (metrics is not null)
        {
            builder.Services.AddSingleton(metrics);
        }

        builder.AddParleyEdge(settings, gate, certificates);
        var app = builder.Build();
        if (servesBrowsers)
        {
            app.UseParleyEdge();
        }
        else
        {
            app.UseParleyHealth();
        }

        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (NetworkRefusal.From(fault, settings.Urls) is { } refusal)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw refusal;
        }

        return new WebServer(app);
    }

    /// <summary>Stops listening and lets what is under way end.</summary>
    public Task StopAsync() => _app.StopAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
