using Cluster.Actors.Accounts;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Rooms;

namespace Cluster.Actors.Tickets;

/// <summary>
/// What a room vouches for in one of its participants, so that a bridge can admit it, and a room that came up elsewhere take
/// it back, while nobody else who knows of it is alive. It carries nothing that is not its bearer's. Fields are only added,
/// with a default.
/// </summary>
/// <param name="StartedAtMs">Which meeting of the room: when it began, Unix time in milliseconds.</param>
/// <param name="Epoch">Which incarnation of the room vouches: a later one has a higher one.</param>
/// <param name="Serial">Counts up with every word of that incarnation about anybody's rights.</param>
/// <param name="FirstSource">Where its block of source numbers begins; see <see cref="SourceNumbers"/>.</param>
/// <param name="Order">Its place among those who came in.</param>
/// <param name="Control">What moderators let it send, with the marks of their mutes; the devices in it are of no meaning.</param>
/// <param name="ChatFrom">It sees the lines after this one.</param>
/// <param name="LastLine">The meeting's last line when the ticket was written.</param>
/// <param name="Person">What the room remembers the person by: an account's id, or the return token's hash.</param>
/// <param name="Return">The return token's hash; null: none.</param>
/// <param name="Resume">The resume token's hash: who takes up the session has to know the token.</param>
/// <param name="Account">Who was signed in; null: a guest.</param>
/// <param name="Bridge">The bridge it is for.</param>
/// <param name="Node">The address of that bridge's node.</param>
/// <param name="ExpiresAtMs">Unix time in milliseconds.</param>
/// <param name="Standby">The bridge on another node that keeps the chat, too; null: none.</param>
internal sealed record BridgeTicket(
    RoomName Room,
    long StartedAtMs,
    long Epoch,
    long Serial,
    string Participant,
    uint FirstSource,
    string Name,
    Role Role,
    long JoinedAtMs,
    long Order,
    DeviceControl Control,
    long ChatFrom,
    long LastLine,
    string Person,
    string? Return,
    string? Resume,
    AccountIdentity? Account,
    BridgeKey Bridge,
    string Node,
    long ExpiresAtMs,
    BridgeKey? Standby = null)
{
    /// <summary>How long a ticket counts. It is written anew four times as often.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    /// <summary>Whose it is and for what: names are not for logs.</summary>
    public override string ToString() => $"{nameof(BridgeTicket)} {Room.Value}/{Participant} {Epoch}.{Serial} {Bridge}";
}
