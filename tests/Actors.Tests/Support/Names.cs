using Cluster.Actors.Rooms;

namespace Actors.Tests.Support;

/// <summary>Room names for tests.</summary>
internal static class Names
{
    public static RoomName Room(string raw) =>
        RoomName.TryCreate(raw, out var name, out var problem) ? name : throw new ArgumentException(problem, nameof(raw));
}
