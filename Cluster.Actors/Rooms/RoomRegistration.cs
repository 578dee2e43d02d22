using Akka.Actor;
using Cluster.Actors.Limits;
using Cluster.Actors.Placement;
using Cluster.Actors.Policy;
using Cluster.Actors.Security;
using Cluster.Actors.Storage;
using Cluster.Actors.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Actors.Rooms;

/// <summary>What rooms of a node share.</summary>
internal sealed record RoomSurroundings(
    ActorsSettings Settings, TimeProvider Time, PasswordHashing Passwords, AddressGuard Guard, RoomTable Table, LiveRooms Live, TicketSeal Seal, MediaNodes Nodes);

/// <summary>Puts rooms and what belongs to them into a host.</summary>
internal static class RoomRegistration
{
    /// <summary>Adds the list of rooms and the directory.</summary>
    public static void AddRooms(this IServiceCollection services, ActorsSettings settings)
    {
        services.AddSingleton(provider => new RoomTable(
            provider.GetRequiredService<ParleyStore>().OpenAsync,
            provider.GetRequiredService<ParleyStore>().EmptyLogAsync,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RoomSurroundings(
            settings,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<PasswordHashing>(),
            provider.GetRequiredService<AddressGuard>(),
            provider.GetRequiredService<RoomTable>(),
            provider.GetRequiredService<LiveRooms>(),
            provider.GetRequiredService<TicketSeal>(),
            provider.GetRequiredService<MediaNodes>()));
        services.AddSingleton(provider => new RoomDirectory(
            provider.GetRequiredService<ActorSystem>(),
            provider.GetRequiredService<ParleyRegions>().Rooms,
            provider.GetRequiredService<RoomTable>(),
            provider.GetRequiredService<ServerPolicyDirectory>(),
            settings));
    }
}
