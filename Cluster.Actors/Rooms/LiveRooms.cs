using Cluster.Actors.Ops;

namespace Cluster.Actors.Rooms;

/// <summary>The rooms in this node's memory and who is in them, for those who list, count and follow them. Safe for all threads.</summary>
internal sealed class LiveRooms
{
    private readonly ChangeTable<RoomLine> rooms = new();

    /// <summary>Told what happens in rooms; null: nobody.</summary>
    public RoomWitness? Witness { get; init; }

    private IReadOnlyList<RoomLine> Lines => rooms.Values;

    /// <summary>The names, at most so many.</summary>
    public IReadOnlyList<RoomName> Names(int max) =>
        [.. rooms.Names.Select(name => RoomName.TryCreate(name, out var room, out _) ? room : default).Where(room => room != default).Take(max)];

    /// <summary>Meetings under way, people in them, and people who wait for a meeting to start.</summary>
    public MeetingsCounted Count() => Lines.Aggregate(new MeetingsCounted(0, 0, 0), (all, room) => new MeetingsCounted(
        all.Meetings + (room.Participants > 0 ? 1 : 0), all.Participants + room.Participants, all.Waiting + room.Waiting));

    /// <summary>Rooms and people by what <paramref name="of"/> says of a room's name.</summary>
    public Dictionary<int, (int Rooms, int Participants)> CountBy(Func<string, int> of)
    {
        Dictionary<int, (int Rooms, int Participants)> counted = [];
        foreach (var room in Lines)
        {
            var shard = of(room.Name);
            var (count, people) = counted.GetValueOrDefault(shard);
            counted[shard] = (count + 1, people + room.Participants);
        }

        return counted;
    }

    /// <summary>What changed of them.</summary>
    public Changes<RoomLine> Changes(long known, int max) => rooms.Since(known, max);

    /// <summary>A room is here, with so many in it and so many who wait.</summary>
    /// <param name="startedAtMs">When its meeting began; 0: none is under way.</param>
    public void Put(RoomName name, int participants, int waiting, long startedAtMs = 0) =>
        rooms.Put(name.Value, new RoomLine(name.Value, participants, waiting, startedAtMs));

    /// <summary>A room ends.</summary>
    public void Remove(RoomName name) => rooms.Remove(name.Value);
}
