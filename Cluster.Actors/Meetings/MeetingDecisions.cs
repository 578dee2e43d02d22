using System.Diagnostics;
using Cluster.Actors.Rooms;

namespace Cluster.Actors.Meetings;

/// <summary>What each command makes happen in a meeting. Pure. A command that comes twice does no more than once.</summary>
internal static class MeetingDecisions
{
    private static readonly MeetingDecision.Accepted Nothing = new();

    /// <summary>Decides what asks for no answer of its own or only for one line: admission and moderation beside it have theirs.</summary>
    public static MeetingDecision Decide(this MeetingState state, RoomCommand command, MeetingRules rules, long nowMs) => command switch
    {
        RoomCommand.Enter it => state.Enter(it, rules, nowMs),
        RoomCommand.Leave it => state.Leave(it.Participant, rules),
        RoomCommand.SetPresence it => IfIn(state, it.Participant, member => member.Info.Presence == it.Presence
            ? Nothing
            : new(new MeetingEvent.PresenceChanged(it.Participant, it.Presence))),
        RoomCommand.SetDevices it => SetDevices(state, it),
        RoomCommand.Publish it => IfIn(state, it.Participant, member =>
            member.Info.Sources.Select(source => source.Kind).SequenceEqual(it.Published.Distinct().Order())
                ? Nothing
                : new(new MeetingEvent.PublishedChanged(it.Participant, it.Published))),
        RoomCommand.RaiseHand it => IfIn(state, it.Participant, member => member.Info.HandRaisedAtMs.HasValue == it.Raised
            ? Nothing
            : new(new MeetingEvent.HandChanged(it.Participant, it.Raised ? nowMs : null))),
        RoomCommand.Rename it => IfIn(state, it.Participant, member => member.Info.Name == it.Name
            ? Nothing
            : new(new MeetingEvent.Renamed(it.Participant, it.Name))),
        RoomCommand.Say it => Say(state, it, rules, nowMs),
        RoomCommand.SpeakersHeard it => state.Members.IsEmpty || state.Speakers.SequenceEqual(it.Sources)
            ? Nothing
            : new MeetingDecision.Accepted(new MeetingEvent.SpeakersChanged(it.Sources)),
        RoomCommand.Look it => IfIn(state, it.Participant, _ => Nothing),
        RoomCommand.Mute it => state.Mute(it, nowMs),
        RoomCommand.Unlock it => state.Unlock(it, nowMs),
        RoomCommand.Remove it => state.Remove(it, nowMs),
        _ => throw new UnreachableException(),
    };

    private static MeetingDecision IfIn(MeetingState state, string participant, Func<Member, MeetingDecision.Accepted> decide) =>
        state.Members.TryGetValue(participant, out var member) ? decide(member) : new MeetingDecision.NotIn();

    private static MeetingDecision SetDevices(MeetingState state, RoomCommand.SetDevices it) => IfIn(state, it.Participant, member =>
    {
        var devices = member.Control.Say(it.Devices, it.Mark).Devices;
        return devices == member.Control.Devices ? Nothing : new(new MeetingEvent.DevicesChanged(it.Participant, devices));
    });

    private static MeetingDecision Say(MeetingState state, RoomCommand.Say it, MeetingRules rules, long nowMs)
    {
        if (!state.Members.TryGetValue(it.Participant, out var member))
        {
            return new MeetingDecision.NotIn();
        }

        if (rules.MayChat == Allowed.Moderators && member.Info.Role != Role.Moderator)
        {
            return new MeetingDecision.Refused("not-allowed", "In this room only moderators may chat.");
        }

        return it.To is not null && !state.Members.ContainsKey(it.To)
            ? new MeetingDecision.Refused("bad-request", "Whom this was meant for is not in the meeting.")
            : new MeetingDecision.Accepted(new MeetingEvent.LineSaid(
                new ChatLine(state.LastLine + 1, it.Participant, member.Info.Name, it.To, it.Text, nowMs)));
    }
}
