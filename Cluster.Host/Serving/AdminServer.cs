using System.Net.Sockets;
using Cluster.Host.Configuration;
using Cluster.Web.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.Host.Serving;

/// <summary>
/// Serves the admin API on the socket in the data directory and nowhere else: it is a server of its own, so that no
/// mistake in the other's routes can let the network in.
/// </summary>
internal sealed class AdminServer : IAsyncDisposable
{
    /// <summary>Bytes of a request's body; the longest is a room's settings.</summary>
    private const int BodyBytesMax = 65_536;

    /// <summary>Commands at once; a person types one.</summary>
    private const int ConnectionsMax = 64;

    private readonly WebApplication _app;
    private readonly string _directory;

    private AdminServer(WebApplication app, string directory)
    {
        _app = app;
        _directory = directory;
    }

    /// <summary>Listens. The caller holds the data directory.</summary>
    public static async Task<AdminServer> StartAsync(string directory, AdminServices services, TimeSpan stopTimeout, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = BodyBytesMax;
            server.Limits.MaxConcurrentConnections = ConnectionsMax;
            // Where it really is says the transport's option: this endpoint is only its name.
            server.Listen(new UnixDomainSocketEndPoint(SocketPath.FileName), endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        builder.Services.Configure<SocketTransportOptions>(transport => transport.CreateBoundListenSocket = _ => AdminSocket.Bind(directory));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, NodeLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = stopTimeout);
        var app = builder.Build();
        app.MapAdmin(services);
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is SocketException or IOException or UnauthorizedAccessException)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new StartRefusedException(
                ExitCode.Data,
                $"The socket {Path.Combine(directory, SocketPath.FileName)} cannot be made: choose a data directory on a file system that can hold one with --data DIR.",
                cause);
        }

        return new AdminServer(app, directory);
    }

    /// <summary>Takes no more commands and lets those under way end.</summary>
    public async Task StopAsync()
    {
        AdminSocket.Remove(_directory);
        await _app.StopAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
