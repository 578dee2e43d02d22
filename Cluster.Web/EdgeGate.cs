using Akka.Actor;
using Cluster.Actors.Ops;
using Cluster.Web.Admin;
using Cluster.Web.Signalling;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Web;

/// <summary>
/// Lets requests through to the control plane once it is up. The web server starts beside the actor system and not
/// after it: pages are served at once, and what needs the meeting waits here for a moment.
/// </summary>
public sealed class EdgeGate
{
    private volatile OpenEdge? _open;
    private volatile AdminServices? _admin;
    private volatile bool _closed;
    private volatile bool _leaving;

    /// <summary>The control plane is up.</summary>
    /// <param name="system">Where connections live.</param>
    /// <param name="participants">The participants' region.</param>
    /// <param name="regions">Asks each region something and returns the names of those that did not answer.</param>
    /// <param name="services">Where the control plane's directories and tables are resolved; null: there are none, and accounts stay <c>not-ready</c>.</param>
    public void Open(
        ActorSystem system, IActorRef participants, Func<TimeSpan, Task<IReadOnlyList<string>>> regions, IServiceProvider? services = null) =>
        _open = new OpenEdge(participants, new Connections(system, services?.GetService<LiveClients>() ?? new LiveClients()), regions, services);

    /// <summary>Whether the node is about to stop, and load balancers should look elsewhere.</summary>
    internal bool IsLeaving => _leaving;

    /// <summary>The node is about to stop: it says that it is not ready, and goes on until <see cref="Close"/>.</summary>
    public void Leave() => _leaving = true;

    /// <summary>The node stops: nobody new comes in, and everyone who is in is told.</summary>
    public void Close()
    {
        _closed = true;
        _open?.Connections.NodeStopping();
    }

    /// <summary>What the admin API works on; null while the node is not up, or not any more.</summary>
    internal AdminServices? Admin => _closed ? null : _admin;

    /// <summary>The admin API has what it works on.</summary>
    public void OpenAdmin(AdminServices services) => _admin = services;

    /// <summary>One of the control plane's directories or tables, while the gate is open; null while it is not.</summary>
    internal T? Find<T>()
        where T : class => _closed ? null : _open?.Services?.GetService<T>();

    /// <summary>What is behind the gate, while it is open.</summary>
    internal bool TryEnter(out OpenEdge? edge)
    {
        edge = _closed ? null : _open;
        return edge is not null;
    }
}

/// <summary>What the edge needs of the control plane.</summary>
internal sealed record OpenEdge(
    IActorRef Participants, Connections Connections, Func<TimeSpan, Task<IReadOnlyList<string>>> SilentRegions, IServiceProvider? Services);
