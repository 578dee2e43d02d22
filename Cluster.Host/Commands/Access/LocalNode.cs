using Cluster.Actors;
using Cluster.Host.Configuration;
using Cluster.Host.Serving;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Host.Commands.Access;

/// <summary>
/// The store, the actors over it and the admin API, for one command while no node runs: no media, no web server, and
/// not a word on the terminal.
/// </summary>
internal sealed class LocalNode : IAsyncDisposable
{
    private readonly DataDirectory _data;
    private readonly IHost _control;
    private readonly AdminServer _admin;

    private LocalNode(DataDirectory data, IHost control, AdminServer admin)
    {
        _data = data;
        _control = control;
        _admin = admin;
    }

    /// <summary>Starts it in a directory that this process holds.</summary>
    public static async Task<LocalNode> StartAsync(ParleySettings settings, DataDirectory data)
    {
        var loggers = NullLoggerFactory.Instance;
        // A cluster of its own, on loopback: what is configured for a node is for meeting other nodes.
        var alone = settings with { Actors = settings.Actors with { NodeHost = "127.0.0.1", NodePort = 0, SeedNodes = [], Roles = [NodeRole.Web, NodeRole.Rooms, NodeRole.Media], Forming = new() } };
        var control = ControlPlane.Build(alone, data.Path, new NoMedia(), loggers);
        await ControlPlane.StartAsync(control, alone, data.Path).ConfigureAwait(false);
        var process = AdminProcesses.Here(isNode: false, [], PublicUrlFile.Read(data.Path) ?? settings.Web.PublicUrl.GetLeftPart(UriPartial.Authority), data.Path);
        var admin = await AdminServer.StartAsync(data.Path, AdminProcesses.Services(control.Services, process), settings.Host.StopTimeout, loggers)
            .ConfigureAwait(false);
        return new LocalNode(data, control, admin);
    }

    /// <summary>
    /// Ends the API and lets go of the directory. The actors are left to the end of the process: what was acknowledged
    /// is stored, and leaving a cluster of one in good order takes longer than the command.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _admin.StopAsync().ConfigureAwait(false);
        await _admin.DisposeAsync().ConfigureAwait(false);
        _data.Dispose();
        GC.KeepAlive(_control);
    }
}
