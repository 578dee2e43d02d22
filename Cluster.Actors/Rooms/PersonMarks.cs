using Cluster.Actors.Meetings;

namespace Cluster.Actors.Rooms;

/// <summary>A role that was given to a person in the meeting under way.</summary>
/// <param name="Person">An account's id, or a return token's SHA-256; never a name.</param>
internal sealed record PersonRole(string Person, Role Role, long AtMs)
{
    /// <summary>With one more, in place of what that person had; without what is a day old, and of too many without the oldest.</summary>
    public static IReadOnlyList<PersonRole> With(IReadOnlyList<PersonRole>? roles, RoomRecordEvent.RoleGiven given) =>
    [
        .. (roles ?? []).Where(role => role.Person != given.Person && given.AtMs - role.AtMs < People.MemoryMs)
            .OrderBy(role => role.AtMs).TakeLast(People.Max - 1),
        new PersonRole(given.Person, given.Role, given.AtMs),
    ];
}

/// <summary>What moderators keep off of a person in the meeting under way.</summary>
/// <param name="Person">An account's id, or a return token's SHA-256; never a name.</param>
internal sealed record PersonLocks(string Person, DeviceLocks Locks, long AtMs)
{
    /// <summary>With what changed; without what is a day old or keeps nothing off, and of too many without the oldest.</summary>
    public static IReadOnlyList<PersonLocks>? With(IReadOnlyList<PersonLocks>? locks, RoomRecordEvent.LocksChanged changed)
    {
        var people = changed.People.Select(person => person.Person).ToHashSet();
        List<PersonLocks> now =
        [
            .. (locks ?? []).Where(person => !people.Contains(person.Person) && changed.AtMs - person.AtMs < People.MemoryMs),
            .. changed.People.Where(person => person.Locks != DeviceControl.Free),
        ];
        return now.Count == 0 ? null : [.. now.OrderBy(person => person.AtMs).TakeLast(People.Max)];
    }
}
