using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using Cluster.Actors.Accounts;
using Cluster.Actors.Audit;
using Cluster.Actors.Bridges;
using Cluster.Actors.Draining;
using Cluster.Actors.Forming;
using Cluster.Actors.Membership;
using Cluster.Actors.Ops;
using Cluster.Actors.Participants;
using Cluster.Actors.Placement;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;
using Cluster.Actors.Security;
using Cluster.Actors.Sharding;
using Cluster.Actors.Storage;
using Cluster.Actors.Tickets;
using Cluster.Media;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Cluster.Actors;

/// <summary>Puts the control plane of a node into a host.</summary>
public static class ParleyActors
{
    /// <summary>
    /// Adds the actor system with its three regions and the database behind them; the container must hold an
    /// <see cref="IMediaPlane"/>. What the edge uses can be resolved once the host has started:
    /// <see cref="ParleyRegions"/>, <see cref="RegionHealth"/>, <see cref="AccountDirectory"/>, <see cref="SessionTable"/>,
    /// <see cref="SecretTable"/>, <see cref="SecretBox"/>, <see cref="Limits.AddressGuard"/>, <see cref="ActorsSettings"/>.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">At the host's start: the database cannot be opened.</exception>
    public static IServiceCollection AddParleyActors(this IServiceCollection services, ActorsSettings settings) =>
        services.AddParleyActors(settings, _ => { });

    /// <summary>The same, with more for the engine's builder.</summary>
    internal static IServiceCollection AddParleyActors(
        this IServiceCollection services, ActorsSettings settings, Action<AkkaConfigurationBuilder> more)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(ProcessorClock.OfThisProcess);
        services.AddSingleton(_ => new ParleyStore(settings.Store));
        services.AddSingleton(_ => new PasswordHashing(settings.PasswordIterations));
        services.AddSingleton(settings);
        services.AddSingleton<NodeEnd>();
        services.AddSingleton(TicketSeal.Of(settings.SecretKey));
        services.AddAccounts(settings);
        services.AddPolicy(settings);
        services.AddAudit(settings);
        services.AddSingleton(provider => new MediaNodes(provider.GetRequiredService<TimeProvider>()));
        services.AddOps(settings);
        services.AddRooms(settings);
        services.AddHostedService<StorePreparation>();
        services.AddAkka(NodeAddress.SystemName, (builder, provider) =>
        {
            more(builder);
            var loggers = provider.GetRequiredService<ILoggerFactory>();
            var refused = new RefusedNodes(loggers.CreateLogger<RefusedNodes>());
            builder.ConfigureLoggers(engine =>
            {
                engine.ClearLoggers();
                engine.AddLoggerFactory(new HandshakeLog(loggers, refused));
            });
            builder.AddParley(
                settings,
                provider.GetRequiredService<ParleyStore>(),
                provider.GetRequiredService<RoomSurroundings>(),
                provider.GetRequiredService<IMediaPlane>(),
                provider.GetRequiredService<PolicyView>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<AccountServices>(),
                provider.GetRequiredService<TicketSeal>(),
                provider.GetRequiredService<MediaNodes>(),
                provider.GetRequiredService<ProcessorClock>(),
                refused);
            builder.AddOpsNode(
                settings, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IMediaPlane>(), provider.GetRequiredService<ProcessorClock>(),
                provider.GetRequiredService<MediaNodes>(), provider.GetRequiredService<LiveRooms>(), provider.GetRequiredService<LiveShards>(),
                provider.GetRequiredService<LiveClients>(), provider.GetRequiredService<ClusterEvents>());
            builder.AddDraining(
                settings, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ParleyStore>(), provider.GetRequiredService<MediaNodes>(),
                provider.GetRequiredService<ClusterEvents>());
            builder.AddNodeEnd(provider.GetRequiredService<NodeEnd>(), settings, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<MediaNodes>());
        });
        services.AddSingleton(provider => Regions(provider.GetRequiredService<IReadOnlyActorRegistry>()));
        services.AddSingleton<RegionHealth>();
        services.AddSingleton(provider => new NodeDirectory(provider.GetRequiredService<ActorSystem>(), provider.GetRequiredService<MediaNodes>()));
        services.AddSingleton(provider => new DatabaseHealth(
            provider.GetRequiredService<ParleyStore>().OpenAsync, provider.GetRequiredService<TimeProvider>(), settings.DatabaseGrace));
        services.TryAddSingleton<NodeResolver>(ContactList.BySystemAsync);
        // After the actors, which it takes into the cluster.
        services.AddHostedService<ClusterJoining>();
        return services;
    }

    private static void AddParley(
        this AkkaConfigurationBuilder builder,
        ActorsSettings settings,
        ParleyStore store,
        RoomSurroundings rooms,
        IMediaPlane media,
        PolicyView policy,
        TimeProvider time,
        AccountServices accounts,
        TicketSeal seal,
        MediaNodes nodes,
        ProcessorClock processor,
        RefusedNodes refused)
    {
        builder
            .AddHocon(ParleyHocon.Create(store), HoconAddMode.Prepend)
            .AddHocon(MembershipHocon.Create(settings.Membership, settings.Store.Kind == StoreKind.Postgresql), HoconAddMode.Prepend)
            .AddHocon(SqlPersistence.DefaultConfiguration, HoconAddMode.Append)
            .AddSetup(new DataOptionsSetup(store.JournalOptions))
            .AddSetup(new SplitLeaseSetup(new LeaseTable(store.OpenAsync)))
            .WithNodes(settings, refused)
            .WithClustering(new ClusterOptions { Roles = [.. settings.Roles.Select(NodeRoles.NameOf), .. NodeRegion.RolesOf(settings.NodeRegion)] })
            .AddPolicy(settings, time, policy)
            .AddBridges(settings, time, media, nodes, seal)
            .AddRooms(rooms)
            .AddAccounts(accounts)
            .AddPlacement(settings, time, media, processor, nodes, seal)
            .WithActors((system, _) => system.ActorOf(Props.Create(() => new TicketOffice(seal, time)), TicketOffice.Name))
            .AddStartup((system, _) =>
            {
                AkkaCluster.Get(system).RegisterOnMemberUp(() => system.ActorOf(Props.Create<StoreWarmUp>(), "store-warm-up"));
            });
    }

    private static ParleyRegions Regions(IReadOnlyActorRegistry registry) => new(
        registry.Get<RoomActor>(), registry.Get<ParticipantActor>(), registry.Get<BridgeActor>(), registry.Get<AccountActor>());
}
