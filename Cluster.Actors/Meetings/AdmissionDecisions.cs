using Cluster.Actors.Rooms;

namespace Cluster.Actors.Meetings;

/// <summary>Who comes in, as what, and what follows when somebody goes. Pure.</summary>
internal static class AdmissionDecisions
{
    private static readonly MeetingDecision.Accepted Nothing = new();

    /// <summary>Whether this return token's holder is in.</summary>
    public static KeyValuePair<string, Member>? HolderOf(this MeetingState state, string? returned) => returned is null
        ? null
        : state.Members.Where(entry => entry.Value.Person.Return == returned).Cast<KeyValuePair<string, Member>?>().FirstOrDefault();

    /// <summary>
    /// What somebody who enters now is: a host of this room moderates; who was given a role in this meeting has it;
    /// where the first one in moderates, that is who finds no moderator, unless one is expected back.
    /// </summary>
    public static Role RoleOf(this MeetingState state, Person person, MeetingRules rules)
    {
        if (person.IsHost)
        {
            return Role.Moderator;
        }

        if (state.People.TryGetValue(person.Key, out var known) && known.Role is { } role)
        {
            return role;
        }

        return rules.FirstModerates && !state.IsRecalled && !state.HasModerator() ? Role.Moderator : Role.Participant;
    }

    /// <summary>Whether a moderator is in.</summary>
    public static bool HasModerator(this MeetingState state) => state.Members.Values.Any(member => member.Info.Role == Role.Moderator);

    /// <summary>A place, when there is one. The password was checked before, and whether a host has to come first.</summary>
    public static MeetingDecision Admit(this MeetingState state, RoomCommand.Admit it, bool isHost, MeetingRules rules)
    {
        if (state.Members.ContainsKey(it.Participant) || state.Reservations.ContainsKey(it.Participant))
        {
            return Nothing;
        }

        // Whoever comes back in the place of its former self needs no further place.
        if (state.Places - (state.HolderOf(it.ReturnHash) is null ? 0 : 1) >= rules.ParticipantsMax)
        {
            return new MeetingDecision.Refused("room-full", $"The room is full: it admits {rules.ParticipantsMax} participants.");
        }

        if (state.NextSource > uint.MaxValue - (2 * SourceNumbers.BlockSize))
        {
            return new MeetingDecision.Refused("try-again", "This meeting has gone on too long. End it and start anew.");
        }

        // Whoever will moderate is not silenced at the door; of several who come to an empty room only the first will.
        var person = new Person(it.Account?.Account.Value ?? it.ReturnHash ?? it.Participant, it.ReturnHash, it.Account, isHost);
        var role = state.Reservations.IsEmpty || !rules.FirstModerates || isHost ? state.RoleOf(person, rules) : Role.Participant;
        var devices = it.Devices with
        {
            MicrophoneOn = it.Devices.MicrophoneOn && (role == Role.Moderator || !rules.StartsMuted),
            CameraOn = it.Devices.CameraOn && (role == Role.Moderator || !rules.StartsHidden),
        };
        var control = new DeviceControl(devices, state.People.LocksOf(person.Key), rules.LetsShare(role)).Say(devices, 0);
        return new MeetingDecision.Accepted(
            new MeetingEvent.Reserved(it.Participant, new Reservation(it.Name, control.Devices, state.NextSource, person)));
    }

    /// <summary>Takes the promised place. A former self that is still there goes at once, and its hand stays up.</summary>
    public static MeetingDecision Enter(this MeetingState state, RoomCommand.Enter it, MeetingRules rules, long nowMs)
    {
        if (state.Members.ContainsKey(it.Participant))
        {
            return Nothing;
        }

        if (!state.Reservations.TryGetValue(it.Participant, out var place))
        {
            return new MeetingDecision.NotIn();
        }

        var former = state.HolderOf(place.Person.Return);

        // What a former self had as a host it had by its account, which whoever comes back must still have.
        var role = former is { Value: { Info.Role: var had, Person.IsHost: false } } && !place.Person.IsHost
            ? had
            : state.RoleOf(place.Person, rules);
        var locks = former is { Value.Control.Locks: var kept } ? kept : state.People.LocksOf(place.Person.Key);
        var entered = new MeetingEvent.Entered(
            it.Participant,
            role,
            it.Published,
            nowMs,
            new DeviceControl(place.Devices, locks, rules.LetsShare(role)).Say(place.Devices, 0),
            former?.Value.ChatFrom ?? (rules.ChatHistory == ChatHistory.Off ? state.LastLine : 0),
            former?.Value.Info.HandRaisedAtMs);
        return former is null
            ? new MeetingDecision.Accepted(entered)
            : new MeetingDecision.Accepted(new MeetingEvent.Replaced(former.Value.Key), entered);
    }

    /// <summary>
    /// Gives up a place. Where the first one in moderates and this was the last moderator, it is expected back for a
    /// moment, since somebody who loads the page again goes and comes; <see cref="Succession"/> is for when it does not.
    /// </summary>
    public static MeetingDecision Leave(this MeetingState state, string participant, MeetingRules rules)
    {
        if (state.Reservations.ContainsKey(participant))
        {
            return WithEnd(state, [new MeetingEvent.Unreserved(participant)]);
        }

        if (!state.Members.TryGetValue(participant, out var member))
        {
            return new MeetingDecision.NotIn();
        }

        var last = member.Info.Role == Role.Moderator && rules.MissModerator(state.Without(participant));
        return WithEnd(state, last ? [new MeetingEvent.Left(participant), new MeetingEvent.RecallBegan()] : [new MeetingEvent.Left(participant)]);
    }

    /// <summary>Whether these are without the moderator that there has to be where the first one in moderates.</summary>
    public static bool MissModerator(this MeetingRules rules, IEnumerable<Member> members) =>
        rules.FirstModerates && members.Any() && members.All(member => member.Info.Role != Role.Moderator);

    /// <summary>Makes the longest present a moderator when there is none and there has to be one.</summary>
    public static IReadOnlyList<MeetingEvent> Succession(IReadOnlyCollection<Member> members, MeetingRules rules, long nowMs) =>
        rules.MissModerator(members)
            ? [new MeetingEvent.RoleGiven(members.MinBy(member => member.Order)!.Person.Key, Role.Moderator, nowMs)]
            : [];

    /// <summary>Who is in but one.</summary>
    public static IReadOnlyCollection<Member> Without(this MeetingState state, string participant) =>
        [.. state.Members.Where(entry => entry.Key != participant).Select(entry => entry.Value)];

    /// <summary>What happens when everybody is sent away.</summary>
    public static IReadOnlyList<MeetingEvent> EndAll(this MeetingState state) => state.IsEmpty
        ? []
        :
        [
            .. state.Members.Keys.Select(id => new MeetingEvent.Left(id)),
            .. state.Reservations.Keys.Select(id => new MeetingEvent.Unreserved(id)),
            new MeetingEvent.Ended(),
        ];

    /// <summary>The meeting ends with whoever has the last place.</summary>
    public static MeetingDecision.Accepted WithEnd(MeetingState state, IReadOnlyList<MeetingEvent> events) =>
        new(state.Places == 1 ? [.. events, new MeetingEvent.Ended()] : events);
}
