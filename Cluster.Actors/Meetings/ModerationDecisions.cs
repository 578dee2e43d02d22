using Cluster.Actors.Rooms;

namespace Cluster.Actors.Meetings;

/// <summary>
/// What moderators may do to others. Pure. A moderator who is no host cannot put out a host, take its role or keep its
/// devices off: who was let in by a host has no power over it.
/// </summary>
internal static class ModerationDecisions
{
    private static readonly MeetingDecision.Accepted Nothing = new();

    /// <summary>Whether a participant is in and may moderate.</summary>
    public static bool IsModerator(this MeetingState state, string participant) =>
        state.Members.TryGetValue(participant, out var member) && member.Info.Role == Role.Moderator;

    /// <summary>Switches off one's device, or everyone's who is no moderator.</summary>
    public static MeetingDecision Mute(this MeetingState state, RoomCommand.Mute it, long nowMs) => state.As(it.Participant, by =>
    {
        if (it.Target is null)
        {
            return new MeetingDecision.Accepted(
            [
                .. state.Members.Where(entry => entry.Value.Info.Role != Role.Moderator)
                    .Select(entry => new MeetingEvent.Muted(entry.Key, it.Device, it.Locked, by.Info.Name, nowMs)),
            ]);
        }

        return state.On(it.Target, by, sparesHosts: it.Locked && it.Target != it.Participant, _ =>
            new MeetingDecision.Accepted(new MeetingEvent.Muted(it.Target, it.Device, it.Locked, by.Info.Name, nowMs)));
    });

    /// <summary>Lets one's device be switched on again, or everyone's.</summary>
    public static MeetingDecision Unlock(this MeetingState state, RoomCommand.Unlock it, long nowMs) => state.As(it.Participant, by =>
    {
        if (it.Target is null)
        {
            return new MeetingDecision.Accepted(
            [
                .. state.Members.Where(entry => entry.Value.Control.Locks.Of(it.Device))
                    .Select(entry => new MeetingEvent.Unlocked(entry.Key, it.Device, nowMs)),
            ]);
        }

        return state.On(it.Target, by, sparesHosts: false, target =>
            target.Control.Locks.Of(it.Device) ? new MeetingDecision.Accepted(new MeetingEvent.Unlocked(it.Target, it.Device, nowMs)) : Nothing);
    });

    /// <summary>Puts somebody out.</summary>
    public static MeetingDecision Remove(this MeetingState state, RoomCommand.Remove it, long nowMs) => state.As(it.Participant, by =>
        it.Target == it.Participant
            ? new MeetingDecision.Refused("bad-request", "To go yourself, leave.")
            : state.On(it.Target, by, sparesHosts: true, target =>
                new MeetingDecision.Accepted(new MeetingEvent.Removed(it.Target, target.Person.Key, nowMs))));

    /// <summary>Gives a role: to be stored before it happens.</summary>
    public static MeetingDecision GiveRole(this MeetingState state, RoomCommand.GiveRole it, long nowMs) => state.As(it.Participant, by =>
        state.On(it.Target, by, sparesHosts: it.Role == Role.Participant && it.Target != it.Participant, target =>
        {
            if (target.Info.Role == it.Role)
            {
                return Nothing;
            }

            return it.Role == Role.Participant && state.Members.Values.Count(member => member.Info.Role == Role.Moderator) == 1
                ? new MeetingDecision.Refused("bad-request", "Make somebody else a moderator first: this is the only one.")
                : new MeetingDecision.Accepted(new MeetingEvent.RoleGiven(target.Person.Key, it.Role, nowMs));
        }));

    /// <summary>Ends the meeting for everyone.</summary>
    public static MeetingDecision EndMeeting(this MeetingState state, RoomCommand.EndMeeting it) =>
        state.As(it.Participant, _ => new MeetingDecision.Accepted(state.EndAll()));

    /// <summary>What follows for who is in when settings or roles changed: screens that may be shared now, or no longer.</summary>
    public static IReadOnlyList<MeetingEvent> Sharing(this MeetingState state, MeetingRules rules) =>
    [
        .. state.Members.Where(entry => entry.Value.Control.MayShare != rules.LetsShare(entry.Value.Info.Role))
            .Select(entry => new MeetingEvent.SharingChanged(entry.Key, rules.LetsShare(entry.Value.Info.Role))),
    ];

    /// <summary>What follows for accounts that are in when the room names other moderators.</summary>
    public static IReadOnlyList<MeetingEvent> Hosts(this MeetingState state, Func<Person, bool> isHost, long nowMs)
    {
        var changed = state.Members.Where(entry => isHost(entry.Value.Person) != entry.Value.Person.IsHost).ToList();
        return
        [
            .. changed.Select(entry => new MeetingEvent.HostChanged(entry.Key, isHost(entry.Value.Person))),
            .. changed.Select(entry => new MeetingEvent.RoleGiven(
                entry.Value.Person.Key, isHost(entry.Value.Person) ? Role.Moderator : Role.Participant, nowMs)).Distinct(),
        ];
    }

    private static MeetingDecision As(this MeetingState state, string participant, Func<Member, MeetingDecision> decide) =>
        !state.Members.TryGetValue(participant, out var member) ? new MeetingDecision.NotIn()
        : member.Info.Role != Role.Moderator ? new MeetingDecision.Refused("not-allowed", "Only moderators may do that.")
        : decide(member);

    private static MeetingDecision On(
        this MeetingState state, string target, Member by, bool sparesHosts, Func<Member, MeetingDecision> decide) =>
        !state.Members.TryGetValue(target, out var member) ? new MeetingDecision.Refused("bad-request", "That participant is not in the meeting.")
        : sparesHosts && member.Person.IsHost && !by.Person.IsHost ? new MeetingDecision.Refused("not-allowed", "Only a host may do that to a host.")
        : decide(member);
}
