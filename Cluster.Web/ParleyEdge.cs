using Cluster.Web.Admin.Access;
using Cluster.Web.Api;
using Cluster.Web.Health;
using Cluster.Web.Metrics;
using Cluster.Web.Serving;
using Cluster.Web.Signalling;
using Cluster.Web.Testing;
using Cluster.Web.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Metrics;

namespace Cluster.Web;

/// <summary>Puts the edge into a web application: the client, signalling and health.</summary>
public static class ParleyEdge
{
    /// <summary>Bytes of an HTTP request's body; nothing the edge serves takes one that is larger.</summary>
    private const int BodyBytesMax = 65_536;

    /// <summary>Registers the edge and configures the server. The gate stays shut until the host opens it.</summary>
    /// <param name="certificates">What HTTPS is spoken with; needed where one of the addresses is <c>https</c>.</param>
    public static void AddParleyEdge(this WebApplicationBuilder builder, WebSettings settings, EdgeGate gate, CertificateHolder? certificates = null)
    {
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = BodyBytesMax;
            server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            server.Limits.MaxConcurrentUpgradedConnections = settings.Signalling.SocketsMax;
            server.Limits.MaxConcurrentConnections = settings.Signalling.SocketsMax * 2L;
            server.Listen(settings.Urls, certificates);
        });
        builder.Services.AddSingleton(certificates ?? new CertificateHolder());
        builder.Services.AddSingleton<PublicUrl>();
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(settings.Signalling);
        builder.Services.AddSingleton(gate);
        builder.Services.AddSingleton<SocketCensus>();
        builder.Services.AddSingleton<SignallingCounters>();
        builder.Services.AddSingleton<SignallingEndpoint>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddAccountsAndRooms(settings);
        builder.Services.AddSingleton<ConnectionTestBudget>();
        builder.Services.AddSingleton<ConnectionTestTransfers>();
        builder.Services.AddSingleton<ConnectionTestMedia>();
        builder.Services.AddSingleton<ConnectionTestEndpoints>();
    }

    /// <summary>Maps only what load balancers, service managers and Prometheus ask: for a node that serves no browsers.</summary>
    public static void UseParleyHealth(this WebApplication app)
    {
        app.MapHealth(app.Services.GetRequiredService<EdgeGate>(), app.Services.GetRequiredService<WebSettings>());
        MapMetrics(app);
    }

    /// <summary>Maps the edge's addresses.</summary>
    public static void UseParleyEdge(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<WebSettings>();
        var gate = app.Services.GetRequiredService<EdgeGate>();
        UseTrustedProxies(app, settings);
        app.UseSecurityHeaders(settings);
        app.UseHttpsRedirect(settings);
        app.UseWebSockets();
        app.MapChallenges(app.Services.GetRequiredService<CertificateHolder>());
        app.MapHealth(gate, settings);
        MapMetrics(app);
        var signalling = app.Services.GetRequiredService<SignallingEndpoint>();
        // How long a meeting was is not how long an answer took.
        app.Map("/api/v1/signalling", signalling.HandleAsync).DisableHttpMetrics();
        app.MapAccountsAndRooms(gate);
        app.Services.GetRequiredService<ConnectionTestEndpoints>().Map(new ApiRoutes(app, gate, app.Services.GetRequiredService<ApiRates>()), app);
        app.Map("/api/{**path}", NotFoundAsync);
        app.MapClient(new ClientFiles(settings.ClientDirectory));
    }

    private static void MapMetrics(WebApplication app)
    {
        if (app.Services.GetService<MeterProvider>() is { } metrics)
        {
            var door = app.Services.GetRequiredService<WebDoor>();
            app.MapMetrics(metrics, new MetricsDoor(context => door.FindAsync(context, null), app.Services.GetRequiredService<TimeProvider>()));
        }
    }

    private static void UseTrustedProxies(WebApplication app, WebSettings settings)
    {
        if (settings.TrustedProxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in settings.TrustedProxies)
        {
            options.KnownIPNetworks.Add(proxy);
        }

        app.UseForwardedHeaders(options);
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsJsonAsync(new ApiError("not-found", "The API has nothing at this address."), ApiJson.Default.ApiError);
    }
}
