using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;

namespace Cluster.Actors.Rooms;

/// <content>
/// The chat outlives the room's process, not the meeting: the bridge and the one that stands by, which are on two nodes, keep a
/// copy in memory, and a room that is put together again asks those that its people were on. Nothing of it is stored.
/// </content>
internal sealed partial class RoomActor
{
    private readonly HashSet<BridgeKey> recalled = [];

    private void ReceiveChat() => Receive<ChatKept>(OnChatKept);

    private void Say(ChatLine line)
    {
        Tell(new ParticipantNotice.Said(line), line.IsFor);
        KeepChat(AllBridges, [line]);
    }

    private void KeepChat(IEnumerable<BridgeKey> keepers, IReadOnlyList<ChatLine> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        foreach (var keeper in keepers)
        {
            services.Bridges.Tell(new BridgeCommand.KeepChat(keeper, meeting.StartedAtMs, lines), Self);
        }
    }

    // Each bridge that one of the meeting was on before the room died, once.
    private void RecallChat(BridgeKey keeper)
    {
        if (meeting.StartedAtMs != 0 && recalled.Count < settings.ParticipantsLimit && recalled.Add(keeper))
        {
            services.Bridges.Tell(new BridgeCommand.RecallChat(keeper, meeting.StartedAtMs), Self);
        }
    }

    private void OnChatKept(ChatKept it)
    {
        if (it.StartedAtMs != meeting.StartedAtMs || !recalled.Contains(it.Bridge) || meeting.Chat.Missing(it.Lines) is not { Count: > 0 } lines)
        {
            return;
        }

        Accept([new MeetingEvent.ChatRecalled(lines)]);
        foreach (var line in lines)
        {
            Tell(new ParticipantNotice.Said(line), id => line.IsFor(id) && line.Number > Math.Max(links[id].ChatSeen, meeting.Members[id].ChatFrom));
        }

        KeepChat(AllBridges.Where(bridge => bridge != it.Bridge), lines);
    }
}
