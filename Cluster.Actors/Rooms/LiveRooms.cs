using System.Collections.Concurrent;

namespace Cluster.Actors.Rooms;

/// <summary>The rooms in this node's memory and who is in them, for those who list and count them. Safe for all threads.</summary>
internal sealed class LiveRooms
{
    private readonly ConcurrentDictionary<RoomName, Attendance> rooms = [];

    /// <summary>The names, at most so many.</summary>
    public IReadOnlyList<RoomName> Names(int max) => [.. rooms.Select(room => room.Key).Take(max)];

    /// <summary>Meetings under way, people in them, and people who wait for a meeting to start.</summary>
    public MeetingsCounted Count()
    {
        var (meetings, participants, waiting) = (0, 0, 0);
        foreach (var (_, attendance) in rooms)
        {
            meetings += attendance.Participants > 0 ? 1 : 0;
            participants += attendance.Participants;
            waiting += attendance.Waiting;
        }

        return new MeetingsCounted(meetings, participants, waiting);
    }

    /// <summary>A room is here, with so many in it and so many who wait.</summary>
    public void Put(RoomName name, int participants, int waiting) => rooms[name] = new Attendance(participants, waiting);

    /// <summary>A room ends.</summary>
    public void Remove(RoomName name) => rooms.TryRemove(name, out _);

    private readonly record struct Attendance(int Participants, int Waiting);
}
