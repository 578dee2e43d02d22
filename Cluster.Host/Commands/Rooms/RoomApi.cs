using Cluster.Host.Commands.Access;
using Cluster.Host.Commands.Text;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Rooms;

/// <summary>The admin API's rooms, as the commands ask for them.</summary>
internal static class RoomApi
{
    /// <summary>A room's address in the API.</summary>
    public static string PathOf(string room) => $"/rooms/{Uri.EscapeDataString(room)}";

    /// <summary>Asks about a room; when nothing is known of it, says which was most likely meant.</summary>
    public static Task<T> OrSuggestAsync<T>(this Task<T> asked, AdminClient node, string room) => asked.WithSuggestionAsync(
        "room-unknown", room, async () => (await node.GetAsync("/rooms", AdminJson.Default.AdminRoomList).ConfigureAwait(false)).Rooms.Select(each => each.Name));
}
