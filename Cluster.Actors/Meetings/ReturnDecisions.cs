using Cluster.Actors.Rooms;
using Cluster.Actors.Tickets;

namespace Cluster.Actors.Meetings;

/// <summary>
/// Who takes its place back in a meeting that is put together again after its room's node died. Pure. The record and the
/// ticket say what somebody may do; what the client says of itself grants nothing.
/// </summary>
internal static class ReturnDecisions
{
    /// <summary>How far behind the last line known at any ticket's writing the chat may have gone on.</summary>
    private const long LinesAhead = 10_000;

    private static readonly MeetingDecision.Refused Unknown = new("resume-unknown", "This meeting does not know you any more. Join again.");

    /// <summary>Decides for a ticket that this server signed.</summary>
    /// <param name="epoch">Of this incarnation of the room.</param>
    public static MeetingDecision Return(
        this MeetingState state, RoomCommand.Return it, BridgeTicket ticket, RoomRecord record, long epoch, MeetingRules rules, long nowMs)
    {
        if (ticket.Participant != it.Participant || ticket.Room != it.Room || nowMs >= ticket.ExpiresAtMs || ticket.Epoch > epoch)
        {
            return Unknown;
        }

        if (record.Meeting?.PutOut.Contains(ticket.Participant) == true)
        {
            return new MeetingDecision.Refused("removed", "A moderator removed you from the meeting.");
        }

        // Of what meeting? The one under way here; or the one the record knows; or one that began after the record's last word.
        var isThis = state.StartedAtMs != 0
            ? ticket.StartedAtMs == state.StartedAtMs
            : ticket.StartedAtMs == record.Meeting?.StartedAtMs || (record.Meeting is null && ticket.Epoch > record.LastEpoch);
        if (!isThis)
        {
            return Unknown;
        }

        if (state.Members.TryGetValue(ticket.Participant, out var member))
        {
            return member.Info.Presence == Presence.Present
                ? new MeetingDecision.Accepted()
                : new MeetingDecision.Accepted(new MeetingEvent.PresenceChanged(ticket.Participant, Presence.Present));
        }

        // It was let out by this incarnation, or its number was: only one in whose name nobody else came takes its place.
        if (state.Members.Values.Any(other => other.FirstSource == ticket.FirstSource || (ticket.Return is not null && other.Person.Return == ticket.Return)))
        {
            return Unknown;
        }

        return new MeetingDecision.Accepted(new MeetingEvent.Returned(
            ticket.StartedAtMs,
            Math.Clamp(it.ChatSeen, ticket.LastLine, ticket.LastLine + LinesAhead),
            Restore(state, it, ticket, record, rules, nowMs)));
    }

    private static Member Restore(
        MeetingState state, RoomCommand.Return it, BridgeTicket ticket, RoomRecord record, MeetingRules rules, long nowMs)
    {
        var person = new Person(ticket.Person, ticket.Return, ticket.Account, record.IsHost(ticket.Account));
        var known = state.People.GetValueOrDefault(person.Key);

        // The journal's word on the role is the last one. Where it has none, what the room itself vouched for counts, but
        // for what it had by an account that moderates no more.
        var role = person.IsHost
            ? Role.Moderator
            : known?.Role ?? (ticket.Account is null ? ticket.Role : Role.Participant);
        var kept = known?.Locks ?? DeviceControl.Free;
        var locks = new DeviceLocks(
            kept.Microphone || ticket.Control.Locks.Microphone, kept.Camera || ticket.Control.Locks.Camera, kept.Screen || ticket.Control.Locks.Screen);
        var control = (ticket.Control with
        {
            Devices = new DeviceState(false, false, false),
            Locks = locks,
            MayShare = rules.LetsShare(role),
        }).Say(it.Said.Devices, it.Said.Mark);
        var info = new ParticipantInfo(
            ticket.Participant,
            ticket.Name,
            role,
            Presence.Present,
            control.Devices,
            MeetingState.SourcesOf(ticket.FirstSource, it.Said.Published),
            ticket.JoinedAtMs,
            it.Said.HandRaisedAtMs is { } raised ? Math.Min(raised, nowMs) : null,
            locks,
            ticket.Account is not null);
        return new Member(info, ticket.FirstSource, ticket.Order, person, control, ticket.ChatFrom);
    }
}
