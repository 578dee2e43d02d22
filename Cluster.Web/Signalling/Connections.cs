using System.Collections.Concurrent;
using Akka.Actor;
using Cluster.Actors.Accounts;
using Cluster.Actors.Ops;
using Microsoft.Extensions.Logging;

namespace Cluster.Web.Signalling;

/// <summary>The connections open on this node, so that all can be told when it stops.</summary>
internal sealed class Connections(ActorSystem system, LiveClients clients)
{
    private readonly ConcurrentDictionary<IActorRef, SocketWriter> _open = [];

    /// <summary>Begins a connection.</summary>
    /// <param name="account">Who is signed in at the socket; null: a guest.</param>
    /// <param name="from">Where it comes from.</param>
    public IActorRef Open(
        IActorRef participants, SocketWriter writer, SignallingSettings settings, AccountIdentity? account, SocketOrigin from, TimeProvider time, ILogger log, JoinWatch joins)
    {
        var actor = system.ActorOf(Props.Create(() => new ConnectionActor(participants, writer, settings, account, from, clients, time, log, joins)));
        _open[actor] = writer;
        return actor;
    }

    /// <summary>The socket of this connection is gone.</summary>
    public void Close(IActorRef actor)
    {
        _open.TryRemove(actor, out _);
        actor.Tell(ConnectionActor.SocketLost.Instance);
    }

    /// <summary>Tells every client that the node stops.</summary>
    public void NodeStopping()
    {
        foreach (var actor in _open.Keys)
        {
            actor.Tell(ConnectionActor.NodeStopping.Instance);
        }
    }
}
