using Cluster.Actors.Accounts;

namespace Cluster.Actors.Meetings;

/// <summary>A participant in a meeting.</summary>
/// <param name="Info">As the others see it; replaced as a whole when anything in it changes.</param>
/// <param name="FirstSource">Where its block of source numbers begins.</param>
/// <param name="Order">Counts up with every one who entered: the lowest has been here longest.</param>
/// <param name="Person">Who it is.</param>
/// <param name="Control">Its devices; what the others see of them is in <paramref name="Info"/> too.</param>
/// <param name="ChatFrom">It sees the lines after this one.</param>
internal sealed record Member(ParticipantInfo Info, uint FirstSource, long Order, Person Person, DeviceControl Control, long ChatFrom);

/// <summary>A place that is promised to somebody whose media is still being negotiated.</summary>
internal sealed record Reservation(string Name, DeviceState Devices, uint FirstSource, Person Person);

/// <summary>
/// Who a participant is, from one visit to the next: an account, or whoever holds the return token that an earlier visit
/// was given.
/// </summary>
/// <param name="Key">What a room remembers the person by: the account's id, or the return token's hash.</param>
/// <param name="Return">The return token's hash; null where none was given.</param>
/// <param name="Account">Who is signed in; null: a guest.</param>
/// <param name="IsHost">Whether this account moderates this room by itself.</param>
internal sealed record Person(string Key, string? Return, AccountIdentity? Account, bool IsHost)
{
    /// <summary>Never the key.</summary>
    public override string ToString() => IsHost ? "a host" : "a person";
}

/// <summary>What a meeting remembers of a person who may come back.</summary>
/// <param name="Role">The role it was given last; null when it was given none.</param>
/// <param name="Locks">What a moderator keeps off.</param>
/// <param name="AtMs">When that was last changed, Unix time in milliseconds: of too many the oldest is forgotten.</param>
internal sealed record Remembered(Role? Role, DeviceLocks Locks, long AtMs);
