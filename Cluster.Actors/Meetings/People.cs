using System.Collections.Immutable;
using Cluster.Actors.Rooms;

namespace Cluster.Actors.Meetings;

/// <summary>What a meeting remembers of those who may come back: roles that were given and devices that are kept off.</summary>
internal static class People
{
    /// <summary>People remembered at once.</summary>
    public const int Max = 1_000;

    /// <summary>How long a role that was given counts without an end of the meeting being known, in milliseconds: 24 h.</summary>
    public const long MemoryMs = 24 * 3_600_000L;

    /// <summary>Nobody.</summary>
    public static readonly ImmutableDictionary<string, Remembered> None = ImmutableDictionary<string, Remembered>.Empty;

    /// <summary>Who a room's record remembers of a meeting that ended without a word.</summary>
    public static ImmutableDictionary<string, Remembered> Of(RoomRecord record, long nowMs)
    {
        var people = None;
        foreach (var given in (record.Roles ?? []).Where(given => nowMs - given.AtMs < MemoryMs))
        {
            people = people.WithRole(given.Person, given.Role, given.AtMs);
        }

        foreach (var kept in (record.Locks ?? []).Where(kept => nowMs - kept.AtMs < MemoryMs))
        {
            people = people.WithLocks(kept.Person, kept.Locks, kept.AtMs);
        }

        return people;
    }

    /// <summary>With a role that was given.</summary>
    public static ImmutableDictionary<string, Remembered> WithRole(
        this ImmutableDictionary<string, Remembered> people, string person, Role role, long atMs) =>
        people.With(person, (people.GetValueOrDefault(person) ?? new Remembered(null, DeviceControl.Free, atMs)) with { Role = role, AtMs = atMs });

    /// <summary>With what is kept off.</summary>
    public static ImmutableDictionary<string, Remembered> WithLocks(
        this ImmutableDictionary<string, Remembered> people, string person, DeviceLocks locks, long atMs) =>
        people.With(person, (people.GetValueOrDefault(person) ?? new Remembered(null, locks, atMs)) with { Locks = locks, AtMs = atMs });

    /// <summary>What is kept off of a person.</summary>
    public static DeviceLocks LocksOf(this ImmutableDictionary<string, Remembered> people, string person) =>
        people.TryGetValue(person, out var known) ? known.Locks : DeviceControl.Free;

    private static ImmutableDictionary<string, Remembered> With(
        this ImmutableDictionary<string, Remembered> people, string person, Remembered known)
    {
        var room = people.Count < Max || people.ContainsKey(person) ? people : people.Remove(people.MinBy(entry => entry.Value.AtMs).Key);
        return room.SetItem(person, known);
    }
}
