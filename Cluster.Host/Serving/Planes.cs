using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Cluster.Actors;
using Cluster.Actors.Draining;
using Cluster.Actors.Policy;
using Cluster.Host.Commands.Access;
using Cluster.Host.Configuration;
using Cluster.Media;
using Cluster.Media.Ipc;
using Cluster.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.Host.Serving;

/// <summary>The media plane and above it the control plane: started in this order, ended in the other.</summary>
internal sealed class Planes : IAsyncDisposable
{
    private readonly IRunningMediaPlane? _media;
    private readonly IHost _control;

    private Planes(IRunningMediaPlane? media, IHost control)
    {
        _media = media;
        _control = control;
    }

    /// <summary>The media plane.</summary>
    public IMediaPlane Media => _control.Services.GetRequiredService<IMediaPlane>();

    /// <summary>The control plane's directories and tables.</summary>
    public IServiceProvider Services => _control.Services;

    /// <summary>Starts both, and returns when every region answers.</summary>
    public static async Task<Planes> StartAsync(ParleySettings settings, string dataDirectory, ILoggerFactory loggers)
    {
        var media = settings.Actors.Roles.Contains(NodeRole.Media) ? await StartMediaAsync(settings, loggers).ConfigureAwait(false) : null;
        var control = ControlPlane.Build(settings, dataDirectory, (IMediaPlane?)media ?? new NoMedia(), loggers);
        var planes = new Planes(media, control);
        try
        {
            await ControlPlane.StartAsync(control, settings, dataDirectory).ConfigureAwait(false);
            await planes.AnswerAsync(settings.Host.StartTimeout).ConfigureAwait(false);
        }
        catch
        {
            await planes.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return planes;
    }

    /// <summary>Waits a moment for a STUN server's answer, when one is asked.</summary>
    public async Task AddressesKnownAsync(TimeSpan patience) =>
        await Task.WhenAny(_media?.AddressesKnown ?? Task.CompletedTask, Task.Delay(patience)).ConfigureAwait(false);

    /// <summary>Lets the edge's requests through.</summary>
    public void OpenTo(EdgeGate gate)
    {
        var services = _control.Services;
        gate.Open(
            services.GetRequiredService<ActorSystem>(),
            services.GetRequiredService<ParleyRegions>().Participants,
            SilentAsync,
            services);
    }

    /// <summary>Gives the meetings here to other nodes, where there are any; false: time was up before all had gone.</summary>
    public Task<bool> DrainAsync(TimeSpan limit) =>
        limit == TimeSpan.Zero ? Task.FromResult(true) : _control.Services.GetRequiredService<NodeDirectory>().EmptyAsync(limit);

    /// <summary>Leaves the cluster and ends the actors, within the time given to the host.</summary>
    public Task StopAsync() => _control.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)_control).DisposeAsync().ConfigureAwait(false);
        if (_media is not null)
        {
            await _media.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<IRunningMediaPlane> StartMediaAsync(ParleySettings settings, ILoggerFactory loggers)
    {
        try
        {
            var media = settings.Media with { RelayAddress = settings.Media.RelayAddress ?? await AddressOfAsync(settings.Actors.NodeHost).ConfigureAwait(false) };
            return media.OwnProcess
                ? await RemoteMediaPlane.StartAsync(media, () => MediaProcess.Launch(settings.Host), TimeProvider.System, loggers).ConfigureAwait(false)
                : MediaEngine.Start(media, TimeProvider.System, loggers);
        }
        catch (MediaStartException refusal)
        {
            throw new StartRefusedException(ExitCode.Network, refusal.Message, refusal);
        }
    }

    /// <summary>Other nodes reach media where they reach the rest of the node, if nobody says otherwise; null: its name has no address.</summary>
    private static async Task<IPAddress?> AddressOfAsync(string host)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync(host).ConfigureAwait(false)) is [var first, ..] ? first : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private async Task AnswerAsync(TimeSpan patience)
    {
        // Also the policy: a node that does not know of it yet says the configuration's values where others hold.
        var policy = _control.Services.GetRequiredService<ServerPolicyDirectory>().KnownAsync(patience);
        var silent = await SilentAsync(patience).ConfigureAwait(false);
        silent = await policy.ConfigureAwait(false) ? silent : [.. silent, "policy"];
        if (silent.Count > 0)
        {
            throw new StartRefusedException(
                ExitCode.Fault,
                $"The cluster did not form within {Units.ShowDuration(patience)} (no answer from: {string.Join(", ", silent)}): a cluster needs a node with each of the roles web, rooms and media; or allow more time with parley.start-timeout.");
        }
    }

    /// <summary>What does not answer: regions, the database, media without a port.</summary>
    private async Task<IReadOnlyList<string>> SilentAsync(TimeSpan patience)
    {
        var database = _control.Services.GetRequiredService<DatabaseHealth>().CheckAsync(patience);
        var regions = await _control.Services.GetRequiredService<RegionHealth>().CheckAsync(patience).ConfigureAwait(false);
        List<string> silent = [.. regions.Where(region => !region.Value).Select(region => region.Key)];
        if (!await database.ConfigureAwait(false))
        {
            silent.Add("database");
        }

        if (_media is { Info.Candidates.Count: 0 })
        {
            silent.Add("media");
        }

        return silent;
    }
}
