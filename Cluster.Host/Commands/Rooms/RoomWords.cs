using Cluster.Host.Commands.Text;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Rooms;

/// <summary>Rooms in words.</summary>
internal static class RoomWords
{
    /// <summary>A table of them.</summary>
    public static string List(AdminRoomList list) => list.Rooms.Count == 0
        ? "No room is remembered or in use."
        : Table.Write(
            ["ROOM", "TITLE", "NOW", "PASSWORD", "MODERATORS", "EXPIRES"],
            list.Rooms.Select(IReadOnlyList<string> (room) =>
                [room.Name, room.Title, Now(room), room.HasPassword ? "yes" : "no", Moderators(room), Moments.Show(room.ExpiresAtMs, "never")]))
        + (list.Complete ? "" : "There are more rooms than are shown.\n");

    /// <summary>One with all there is to know.</summary>
    public static string Show(AdminRoom room) => Table.Write(
        [
            ("Room", room.Name),
            ("Title", room.Title.Length > 0 ? room.Title : "none"),
            ("Now", room.StartedAtMs is { } since ? $"{Now(room)}, since {Moments.Show(since)}" : Now(room)),
            ("Password", room.HasPassword ? "yes" : "no"),
            ("Lobby", OnOff(room.Lobby)),
            ("Starts muted", OnOff(room.StartsMuted)),
            ("Starts hidden", OnOff(room.StartsHidden)),
            ("May share", room.MayShare),
            ("May chat", room.MayChat),
            ("May record", room.MayRecord),
            ("Chat history", room.ChatHistory),
            ("Moderators", Moderators(room)),
            ("Size", $"{room.ParticipantsMax} participants"),
            ("Expires", Moments.Show(room.ExpiresAtMs, "never")),
        ]);

    /// <summary>How a move went.</summary>
    public static string Moved(AdminRoomMoved it)
    {
        var words = $"The meeting in {it.Room} is on {it.Node}: {it.Moved} moved";
        words += it.Dropped == 0 ? "" : $", {it.Dropped} did not in time and come back by themselves";
        return it.Left == 0 ? words + "." : words + $", {it.Left} are still on the way.";
    }

    private static string Now(AdminRoom room)
    {
        var inside = room.Participants switch { 0 => "empty", 1 => "1 participant", var some => $"{some} participants" };
        return room.Waiting > 0 ? $"{inside}, {room.Waiting} waiting" : inside;
    }

    private static string Moderators(AdminRoom room) =>
        room.Moderators.Count == 0 ? "any host" : string.Join(", ", room.Moderators.Select(moderator => moderator.Login));

    private static string OnOff(bool on) => on ? "on" : "off";
}
