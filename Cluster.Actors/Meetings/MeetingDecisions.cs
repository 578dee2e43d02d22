using System.Diagnostics;
using Cluster.Actors.Rooms;

namespace Cluster.Actors.Meetings;

/// <summary>What of a room's settings bears on what may happen in its meeting.</summary>
internal sealed record MeetingRules(int ParticipantsMax, bool StartsMuted, bool StartsHidden);

/// <summary>What a command comes to.</summary>
internal abstract record MeetingDecision
{
    private MeetingDecision()
    {
    }

    /// <summary>These things happen; possibly nothing, when it is already so.</summary>
    public sealed record Accepted(params IReadOnlyList<MeetingEvent> Events) : MeetingDecision;

    /// <summary>Refused, with a code of the protocol.</summary>
    public sealed record Refused(string Code, string Message) : MeetingDecision;

    /// <summary>Who asks is not in this meeting.</summary>
    public sealed record NotIn : MeetingDecision;
}

/// <summary>What each command makes happen in a meeting. Pure. A command that comes twice does no more than once.</summary>
internal static class MeetingDecisions
{
    private static readonly MeetingDecision.Accepted Nothing = new();

    /// <summary>Decides. The password has been checked before, and whether somebody may change settings is <see cref="IsModerator"/>.</summary>
    public static MeetingDecision Decide(this MeetingState state, RoomCommand command, MeetingRules rules, long nowMs) => command switch
    {
        RoomCommand.Admit it => Admit(state, it, rules),
        RoomCommand.Enter it => Enter(state, it, nowMs),
        RoomCommand.Leave it => Leave(state, it.Participant),
        RoomCommand.SetPresence it => IfIn(state, it.Participant, info => info.Presence == it.Presence
            ? Nothing
            : new(new MeetingEvent.PresenceChanged(it.Participant, it.Presence))),
        RoomCommand.SetDevices it => IfIn(state, it.Participant, info => info.Devices == it.Devices
            ? Nothing
            : new(new MeetingEvent.DevicesChanged(it.Participant, it.Devices))),
        RoomCommand.Publish it => IfIn(state, it.Participant, info =>
            info.Sources.Select(source => source.Kind).SequenceEqual(it.Published.Distinct().Order())
                ? Nothing
                : new(new MeetingEvent.PublishedChanged(it.Participant, it.Published))),
        RoomCommand.RaiseHand it => IfIn(state, it.Participant, info => info.HandRaisedAtMs.HasValue == it.Raised
            ? Nothing
            : new(new MeetingEvent.HandChanged(it.Participant, it.Raised ? nowMs : null))),
        RoomCommand.Rename it => IfIn(state, it.Participant, info => info.Name == it.Name
            ? Nothing
            : new(new MeetingEvent.Renamed(it.Participant, it.Name))),
        RoomCommand.Say it => Say(state, it, nowMs),
        RoomCommand.SpeakersHeard it => state.Members.IsEmpty || state.Speakers.SequenceEqual(it.Sources)
            ? Nothing
            : new MeetingDecision.Accepted(new MeetingEvent.SpeakersChanged(it.Sources)),
        RoomCommand.Look it => IfIn(state, it.Participant, _ => Nothing),
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether a participant is in and may moderate.</summary>
    public static bool IsModerator(this MeetingState state, string participant) =>
        state.Members.TryGetValue(participant, out var member) && member.Info.Role == Role.Moderator;

    private static MeetingDecision IfIn(
        MeetingState state, string participant, Func<ParticipantInfo, MeetingDecision.Accepted> decide) =>
        state.Members.TryGetValue(participant, out var member) ? decide(member.Info) : new MeetingDecision.NotIn();

    private static MeetingDecision Admit(MeetingState state, RoomCommand.Admit it, MeetingRules rules)
    {
        if (state.Members.ContainsKey(it.Participant) || state.Reservations.ContainsKey(it.Participant))
        {
            return Nothing;
        }

        if (state.Places >= rules.ParticipantsMax)
        {
            return new MeetingDecision.Refused("room-full", $"The room is full: it admits {rules.ParticipantsMax} participants.");
        }

        if (state.NextSource > uint.MaxValue - (2 * SourceNumbers.BlockSize))
        {
            return new MeetingDecision.Refused("try-again", "This meeting has gone on too long. End it and start anew.");
        }

        // Whoever comes to an empty room will be its moderator, and a moderator is not silenced at the door.
        var first = state.IsEmpty;
        var devices = it.Devices with
        {
            MicrophoneOn = it.Devices.MicrophoneOn && (first || !rules.StartsMuted),
            CameraOn = it.Devices.CameraOn && (first || !rules.StartsHidden),
        };
        return new MeetingDecision.Accepted(
            new MeetingEvent.Reserved(it.Participant, new Reservation(it.Name, devices, state.NextSource)));
    }

    private static MeetingDecision Enter(MeetingState state, RoomCommand.Enter it, long nowMs)
    {
        if (state.Members.ContainsKey(it.Participant))
        {
            return Nothing;
        }

        if (!state.Reservations.ContainsKey(it.Participant))
        {
            return new MeetingDecision.NotIn();
        }

        var role = state.Members.Values.Any(member => member.Info.Role == Role.Moderator) ? Role.Participant : Role.Moderator;
        return new MeetingDecision.Accepted(new MeetingEvent.Entered(it.Participant, role, it.Published, nowMs));
    }

    private static MeetingDecision Leave(MeetingState state, string participant)
    {
        var events = new List<MeetingEvent>();
        if (state.Reservations.ContainsKey(participant))
        {
            events.Add(new MeetingEvent.Unreserved(participant));
        }
        else if (state.Members.ContainsKey(participant))
        {
            events.Add(new MeetingEvent.Left(participant));
            var others = state.Members.Where(entry => entry.Key != participant).ToList();
            if (others.Count > 0 && others.All(entry => entry.Value.Info.Role != Role.Moderator))
            {
                events.Add(new MeetingEvent.RoleGiven(others.MinBy(entry => entry.Value.Order).Key, Role.Moderator));
            }
        }
        else
        {
            return new MeetingDecision.NotIn();
        }

        if (state.Places == 1)
        {
            events.Add(new MeetingEvent.Ended());
        }

        return new MeetingDecision.Accepted(events);
    }

    private static MeetingDecision Say(MeetingState state, RoomCommand.Say it, long nowMs)
    {
        if (it.To is not null && !state.Members.ContainsKey(it.To))
        {
            return state.Members.ContainsKey(it.Participant)
                ? new MeetingDecision.Refused("bad-request", "Whom this was meant for is not in the meeting.")
                : new MeetingDecision.NotIn();
        }

        return IfIn(state, it.Participant, info => new(new MeetingEvent.LineSaid(
            new ChatLine(state.LastLine + 1, it.Participant, info.Name, it.To, it.Text, nowMs))));
    }
}
