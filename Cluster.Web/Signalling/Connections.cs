using System.Collections.Concurrent;
using Akka.Actor;
using Cluster.Actors.Accounts;
using Cluster.Actors.Ops;
using Cluster.Actors.Tickets;
using Microsoft.Extensions.Logging;

namespace Cluster.Web.Signalling;

/// <summary>The connections open on this node, so that all can be told when it stops, or when a bridge may be dead.</summary>
internal sealed class Connections
{
    private readonly ConcurrentDictionary<IActorRef, SocketWriter> _open = [];
    private readonly ActorSystem _system;
    private readonly LiveClients _clients;

    public Connections(ActorSystem system, LiveClients clients)
    {
        _system = system;
        _clients = clients;
        system.ActorOf(Props.Create(() => new DoubtListener(this)));
    }

    /// <summary>Begins a connection.</summary>
    /// <param name="account">Who is signed in at the socket; null: a guest.</param>
    /// <param name="from">Where it comes from.</param>
    public IActorRef Open(
        IActorRef participants, SocketWriter writer, SignallingSettings settings, AccountIdentity? account, SocketOrigin from, TimeProvider time, ILogger log, JoinWatch joins)
    {
        var actor = _system.ActorOf(Props.Create(() => new ConnectionActor(participants, writer, settings, account, from, _clients, time, log, joins)));
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
    public void NodeStopping() => Tell(ConnectionActor.NodeStopping.Instance);

    private void Tell(object what)
    {
        foreach (var actor in _open.Keys)
        {
            actor.Tell(what);
        }
    }

    /// <summary>One for all: what a search through the stream's subscribers costs, no socket's beginning or end has to pay.</summary>
    private sealed class DoubtListener : ReceiveActor
    {
        public DoubtListener(Connections connections) => Receive<BridgeDoubt>(connections.Tell);

        protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(BridgeDoubt));

        protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);
    }
}
