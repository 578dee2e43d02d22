using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote.Transport;

namespace Cluster.Actors.Forming;

/// <summary>
/// The engine's own transport, which may not end the node. It shuts its actor system down when a TLS handshake it began does not
/// succeed; but that happens whenever a node dies while another one calls it, and who called must be the one that goes on. So it gets a
/// system of its own, which nobody lives in, and the node learns of a failed handshake as of any failed connection.
/// </summary>
/// <remarks>Made by the engine, by its class's name.</remarks>
public sealed class NodeTransport : Transport
{
    private const string Engine = "Akka.Remote.Transport.DotNetty.TcpTransport, Akka.Remote";

    // Its shutdown may be run and changes nothing.
    private static readonly Config Uninhabited = ConfigurationFactory.ParseString("""
        akka {
          actor.provider = local
          extensions = []
          coordinated-shutdown {
            terminate-actor-system = off
            run-by-actor-system-terminate = off
            exit-clr = off
            run-by-clr-shutdown-hook = off
          }
        }
        """);

    private readonly ActorSystem host;
    private readonly Transport engine;

    /// <summary>For the engine.</summary>
    public NodeTransport(ActorSystem system, Config config)
    {
        (System, Config) = (system, config);
        host = ActorSystem.Create(system.Name, system.Settings.Setup.And(BootstrapSetup.Create().WithConfig(Uninhabited.WithFallback(system.Settings.Config))));
        engine = (Transport)Activator.CreateInstance(Type.GetType(Engine, throwOnError: true)!, host, config)!;
    }

    /// <summary>How addresses of this transport begin.</summary>
    public override string SchemeIdentifier => engine.SchemeIdentifier;

    /// <summary>The largest message, in bytes.</summary>
    public override long MaximumPayloadBytes => engine.MaximumPayloadBytes;

    /// <inheritdoc/>
    public override Task<(Address, TaskCompletionSource<IAssociationEventListener>)> Listen() => engine.Listen();

    /// <inheritdoc/>
    public override bool IsResponsibleFor(Address remote) => engine.IsResponsibleFor(remote);

    /// <inheritdoc/>
    public override Task<AssociationHandle> Associate(Address remoteAddress) => engine.Associate(remoteAddress);

    /// <inheritdoc/>
    public override Task<bool> ManagementCommand(object message) => engine.ManagementCommand(message);

    /// <inheritdoc/>
    public override async Task<bool> Shutdown()
    {
        try
        {
            return await engine.Shutdown().ConfigureAwait(false);
        }
        finally
        {
            await host.Terminate().ConfigureAwait(false);
        }
    }
}
