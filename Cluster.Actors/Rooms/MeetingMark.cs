namespace Cluster.Actors.Rooms;

/// <summary>A meeting under way, as the record knows of it.</summary>
/// <param name="StartedAtMs">When it began, Unix time in milliseconds: that tells it from other meetings of the room.</param>
/// <param name="Epoch">Of the incarnation of the room that runs it.</param>
/// <param name="Incarnations">How many have run it so far.</param>
/// <param name="PutOut">Ids of participants that moderators put out; the oldest first.</param>
internal sealed record MeetingMark(long StartedAtMs, long Epoch, int Incarnations, IReadOnlyList<string> PutOut)
{
    /// <summary>Participants remembered as put out.</summary>
    public const int PutOutMax = 1_000;

    /// <summary>The mark after an incarnation took the meeting over, or began another one.</summary>
    public static MeetingMark After(MeetingMark? before, RoomRecordEvent.MeetingBegan began) => before?.StartedAtMs == began.StartedAtMs
        ? before with { Epoch = began.Epoch, Incarnations = before.Incarnations + 1 }
        : new MeetingMark(began.StartedAtMs, began.Epoch, 1, []);

    /// <summary>With one more put out; of too many without the oldest.</summary>
    public MeetingMark Without(string participant) => PutOut.Contains(participant)
        ? this
        : this with { PutOut = [.. PutOut.TakeLast(PutOutMax - 1), participant] };
}
