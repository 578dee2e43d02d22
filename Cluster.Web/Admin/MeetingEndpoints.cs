using Cluster.Actors.Ops;
using Cluster.Actors.Rooms;

namespace Cluster.Web.Admin;

/// <summary><c>/rooms/NAME/meeting</c> and who is in it.</summary>
internal static class MeetingEndpoints
{
    private const int EndpointsOfNodeMax = 200;

    public static IEnumerable<AdminEndpoint> All() =>
    [
        AdminEndpoint.Get("/rooms/{name}/meeting", "showMeeting", "Who is in a meeting, on which bridges of which nodes, and how their media goes.", AdminJson.Default.AdminMeeting, ReadAsync),
        AdminEndpoint.Do(
            "POST", "/rooms/{name}/participants/{participant}/remove", AdminScope.Rooms, "removeParticipant", "Puts somebody out of a meeting.", call =>
                DoneAsync(call, call.Services.Rooms.PutOutAsync(RoomEndpoints.NameIn(call), call.Path("participant")))),
        AdminEndpoint.Do(
            "POST", "/rooms/{name}/participants/{participant}/mute", AdminScope.Rooms, "muteParticipant", "Switches somebody's microphone off, who may switch it on again.", call =>
                DoneAsync(call, call.Services.Rooms.SilenceAsync(RoomEndpoints.NameIn(call), call.Path("participant")))),
    ];

    private static async Task DoneAsync(AdminCall call, Task<RoomAnswer> asked)
    {
        call.Services.NeedNode();
        if (await asked.ConfigureAwait(false) is var answer && answer is not RoomAnswer.Moderated)
        {
            throw RoomEndpoints.Refusal(answer);
        }
    }

    private static async Task<AdminMeeting> ReadAsync(AdminCall call)
    {
        call.Services.NeedNode();
        var room = RoomEndpoints.NameIn(call);
        var answer = await call.Services.Rooms.InspectAsync(room).ConfigureAwait(false);
        var inside = answer as RoomAnswer.Inspected ?? throw RoomEndpoints.Refusal(answer);
        var nodes = inside.People.Count == 0 ? [] : await call.Services.Board.ReadMeetingAsync(room.Value, EndpointsOfNodeMax).ConfigureAwait(false);
        var logins = await call.Services.Accounts.LoginsAsync(inside.People.Select(person => person.Account).OfType<Actors.Accounts.AccountId>()).ConfigureAwait(false);
        // Whoever changes the edge is for a moment at both.
        var edges = nodes.SelectMany(node => node.Clients.Select(client => (node.Node, client.Participant, client.Client))).GroupBy(at => at.Participant)
            .ToDictionary(at => at.Key, at => at.Last());
        return new AdminMeeting(
            room.Value,
            inside.StartedAtMs,
            [.. inside.People.Select(person => Show(person, logins, edges.GetValueOrDefault(person.Participant)))],
            [.. nodes.SelectMany(node => node.Bridges.Select(bridge => new AdminMeetingBridge(node.Node, bridge.Bridge, bridge.Endpoints)))],
            [.. nodes.SelectMany(node => node.Endpoints.Select(endpoint => new AdminMeetingEndpoint(node.Node, endpoint.Participant, endpoint)))]);
    }

    private static AdminMeetingParticipant Show(RoomPerson person, IReadOnlyDictionary<string, string> logins, (string? Node, string? Participant, string? Client) edge) => new(
        person.Participant, person.Name, person.Account is { } account ? logins.GetValueOrDefault(account.Value) : null, OpsMedia.Word(person.Role), OpsMedia.Word(person.Presence),
        person.Devices.MicrophoneOn, person.Devices.CameraOn, person.Devices.ScreenOn, person.JoinedAtMs,
        edge.Client, edge.Node);
}
