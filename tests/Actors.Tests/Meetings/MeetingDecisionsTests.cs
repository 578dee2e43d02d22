using Cluster.Actors.Meetings;
using Cluster.Actors.Rooms;
using Cluster.Media;

namespace Actors.Tests.Meetings;

public sealed class MeetingDecisionsTests
{
    private static readonly MeetingRules Open = new(3, false, false);
    private static readonly DeviceState AllOn = new(true, true, false);
    private static readonly RoomName Room = Names.Room("standup");

    [Fact]
    public void The_first_one_in_is_moderator_and_the_second_is_not()
    {
        var meeting = With("a", "b");
        Assert.Equal(Role.Moderator, meeting.Members["a"].Info.Role);
        Assert.Equal(Role.Participant, meeting.Members["b"].Info.Role);
    }

    [Fact]
    public void When_the_last_moderator_leaves_nobody_takes_over_by_coming_and_the_longest_present_does_in_time()
    {
        var meeting = Enter(Do(With("a", "b", "c"), new RoomCommand.Leave(Room, "a")), "d");
        Assert.True(meeting.IsRecalled);
        Assert.All(meeting.Members.Values, member => Assert.Equal(Role.Participant, member.Info.Role));

        meeting = meeting.Apply([new MeetingEvent.RecallOver(), .. AdmissionDecisions.Succession([.. meeting.Members.Values], Open, 9)]);
        Assert.Equal(Role.Moderator, meeting.Members["b"].Info.Role);
        Assert.Equal(Role.Participant, meeting.Members["c"].Info.Role);
    }

    [Fact]
    public void Sources_are_numbered_from_one_and_numbers_are_never_used_again()
    {
        var meeting = Do(With("a"), new RoomCommand.Leave(Room, "a"));
        meeting = Enter(meeting, "b");
        Assert.Equal([5u, 6u], meeting.Members["b"].Info.Sources.Select(source => source.Number));
        Assert.Equal([1u, 2u], With("a").Members["a"].Info.Sources.Select(source => source.Number));
    }

    [Fact]
    public void A_kind_keeps_its_number_over_further_offers()
    {
        var meeting = Do(With("a"), new RoomCommand.Publish(Room, "a", [SourceKind.Screen, SourceKind.Microphone]));
        meeting = Do(meeting, new RoomCommand.Publish(Room, "a", [SourceKind.Microphone, SourceKind.Camera]));
        Assert.Equal(
            [new SourceInfo(1, SourceKind.Microphone), new SourceInfo(2, SourceKind.Camera)], meeting.Members["a"].Info.Sources);
    }

    [Fact]
    public void A_full_room_refuses_and_promised_places_count()
    {
        var meeting = Do(With("a", "b"), Admit("c"));
        var refused = Assert.IsType<MeetingDecision.Refused>(meeting.Admit(Admit("d"), false, Open));
        Assert.Equal("room-full", refused.Code);
        meeting = Do(meeting, new RoomCommand.Leave(Room, "c"));
        Assert.IsType<MeetingDecision.Accepted>(meeting.Admit(Admit("d"), false, Open));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void In_a_room_that_starts_muted_or_hidden_only_the_first_comes_with_its_devices_on(bool muted, bool hidden)
    {
        var rules = new MeetingRules(3, muted, hidden);
        var meeting = Enter(Enter(MeetingState.Empty, "a", rules), "b", rules);
        Assert.Equal(AllOn, meeting.Members["a"].Info.Devices);
        Assert.Equal(new DeviceState(!muted, !hidden, false), meeting.Members["b"].Info.Devices);
    }

    [Fact]
    public void What_comes_twice_happens_once()
    {
        var meeting = With("a");
        foreach (var again in new RoomCommand[]
        {
            new RoomCommand.Enter(Room, "a", "r", [SourceKind.Microphone]),
            new RoomCommand.SetPresence(Room, "a", Presence.Present),
            new RoomCommand.SetDevices(Room, "a", AllOn),
            new RoomCommand.RaiseHand(Room, "a", false),
            new RoomCommand.Publish(Room, "a", [SourceKind.Camera, SourceKind.Microphone]),
        })
        {
            Assert.Empty(Assert.IsType<MeetingDecision.Accepted>(meeting.Decide(again, Open, 0)).Events);
        }

        Assert.Empty(Assert.IsType<MeetingDecision.Accepted>(meeting.Admit(Admit("a"), false, Open)).Events);
    }

    [Fact]
    public void Whoever_is_not_in_does_nothing()
    {
        foreach (var command in new RoomCommand[]
        {
            new RoomCommand.Enter(Room, "x", "r", []),
            new RoomCommand.Leave(Room, "x"),
            new RoomCommand.SetPresence(Room, "x", Presence.Reconnecting),
            new RoomCommand.SetDevices(Room, "x", AllOn),
            new RoomCommand.Publish(Room, "x", []),
            new RoomCommand.RaiseHand(Room, "x", true),
            new RoomCommand.Rename(Room, "x", "r", "X"),
            new RoomCommand.Say(Room, "x", "r", "hi", null),
            new RoomCommand.Say(Room, "x", "r", "hi", "y"),
            new RoomCommand.Look(Room, "x", "r", 0),
        })
        {
            Assert.IsType<MeetingDecision.NotIn>(With("a").Decide(command, Open, 0));
        }
    }

    [Fact]
    public void A_private_line_is_seen_by_the_two()
    {
        var meeting = Do(With("a", "b", "c"), new RoomCommand.Say(Room, "a", "r", "all", null));
        meeting = Do(meeting, new RoomCommand.Say(Room, "a", "r", "secret", "b"));
        Assert.Equal(["all", "secret"], meeting.ChatFor("a", 0).Select(line => line.Text));
        Assert.Equal(["secret"], meeting.ChatFor("b", 1).Select(line => line.Text));
        Assert.Equal(["all"], meeting.ChatFor("c", 0).Select(line => line.Text));
        Assert.IsType<MeetingDecision.Refused>(meeting.Decide(new RoomCommand.Say(Room, "a", "r", "hi", "nobody"), Open, 0));
    }

    [Fact]
    public void Chat_is_bounded_by_lines_and_by_characters()
    {
        var meeting = With("a");
        for (var line = 0; line < 10; line++)
        {
            meeting = Do(meeting, new RoomCommand.Say(Room, "a", "r", "0123456789", null)).Trim(5, 1000);
        }

        Assert.Equal([6L, 7, 8, 9, 10], meeting.ChatFor("a", 0).Select(line => line.Number));
        Assert.Equal([9L, 10], meeting.Trim(5, 25).ChatFor("a", 0).Select(line => line.Number));
    }

    [Fact]
    public void When_the_last_one_leaves_the_meeting_is_over_and_its_chat_gone()
    {
        var meeting = Do(With("a"), new RoomCommand.Say(Room, "a", "r", "hi", null));
        meeting = Do(meeting, new RoomCommand.Leave(Room, "a"));
        Assert.True(meeting.IsEmpty);
        Assert.Empty(meeting.ChatFor("a", 0));
        Assert.Equal((2L, 0L), (meeting.Number, meeting.StartedAtMs));
    }

    internal static MeetingState Do(MeetingState meeting, RoomCommand command, MeetingRules? rules = null) =>
        meeting.Apply(Assert.IsType<MeetingDecision.Accepted>(command is RoomCommand.Admit admit
            ? meeting.Admit(admit, admit.Account is not null, rules ?? Open)
            : meeting.Decide(command, rules ?? Open, 1000)).Events);

    private static MeetingState With(params string[] participants) =>
        participants.Aggregate(MeetingState.Empty, (meeting, id) => Enter(meeting, id));

    private static MeetingState Enter(MeetingState meeting, string id, MeetingRules? rules = null) =>
        Do(Do(meeting, Admit(id), rules), new RoomCommand.Enter(Room, id, "r", [SourceKind.Microphone, SourceKind.Camera]), rules);

    private static RoomCommand.Admit Admit(string id) => new(Room, id, "r", id.ToUpperInvariant(), null, AllOn);
}
