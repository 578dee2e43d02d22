using System.Collections.Concurrent;

namespace Cluster.Actors.Rooms;

/// <summary>The rooms in this node's memory by name, for those who list them. Safe for all threads.</summary>
internal sealed class LiveRooms
{
    private readonly ConcurrentDictionary<RoomName, byte> names = [];

    /// <summary>The names, at most so many.</summary>
    public IReadOnlyList<RoomName> Names(int max) => [.. names.Keys.Take(max)];

    /// <summary>A room begins.</summary>
    public void Add(RoomName name) => names[name] = 0;

    /// <summary>A room ends.</summary>
    public void Remove(RoomName name) => names.TryRemove(name, out _);
}
