using Cluster.Actors.Accounts;
using Cluster.Actors.Meetings;
using Cluster.Actors.Rooms;
using Cluster.Actors.Tickets;
using Cluster.Media;

namespace Actors.Tests.Tickets;

/// <summary>Who takes a place back after the room's node died, and as what: whatever a client says of itself grants nothing.</summary>
public sealed class ReturnDecisionsTests
{
    private const long Now = 50_000;
    private const long Epoch = 9_000;

    private static readonly BridgeTicket Ticket = TicketSealTests.Ticket with { Account = null, Role = Role.Participant };
    private static readonly RoomRecord Record = new(Meeting: new MeetingMark(Ticket.StartedAtMs, Ticket.Epoch, 1, []), LastEpoch: Ticket.Epoch);
    private static readonly MeetingRules Rules = new(100, false, false);
    private static readonly Announcement Said = new(new DeviceState(true, true, true), 0, 40_000, [SourceKind.Microphone, SourceKind.Camera]);

    [Fact]
    public void Who_was_in_has_its_id_name_numbers_hand_and_place_back()
    {
        var member = Returned(Ticket, Record);
        Assert.Equal((Ticket.Participant, "Ann", Role.Participant, 40_000L), (member.Info.Id, member.Info.Name, member.Info.Role, member.Info.HandRaisedAtMs));
        Assert.Equal([Ticket.FirstSource, Ticket.FirstSource + 1], member.Info.Sources.Select(source => source.Number));
        var meeting = MeetingState.Empty.Recall(People.None, Record.Meeting).Apply(Accepted(Ticket, Record).Events);
        Assert.Equal(Ticket.StartedAtMs, meeting.StartedAtMs);
        Assert.True(meeting.NextSource >= Ticket.FirstSource + SourceNumbers.BlockSize);
        Assert.True(meeting.NextSource > 1 << 20, "numbers of another incarnation may be in use");
        Assert.True(meeting.LastLine > Ticket.LastLine);
    }

    [Theory]
    [InlineData(Role.Participant, Role.Moderator, Role.Participant)]
    [InlineData(Role.Moderator, Role.Participant, Role.Moderator)]
    [InlineData(null, Role.Moderator, Role.Moderator)]
    [InlineData(null, Role.Participant, Role.Participant)]
    public void The_journals_word_on_the_role_is_the_last_and_where_it_has_none_the_tickets_counts(Role? journal, Role ticket, Role role)
    {
        var record = journal is { } given ? Record with { Roles = [new PersonRole(Ticket.Person, given, Now)] } : Record;
        Assert.Equal(role, Returned(Ticket with { Role = ticket }, record).Info.Role);
    }

    [Fact]
    public void An_account_that_moderates_this_room_no_more_is_no_moderator()
    {
        var account = new AccountIdentity(AccountId.New(), "ann", "Ann", AccountRole.Host);
        var ticket = Ticket with { Account = account, Person = account.Account.Value, Role = Role.Moderator };
        Assert.Equal(Role.Moderator, Returned(ticket, Record).Info.Role);
        Assert.Equal(Role.Participant, Returned(ticket, Record with { Moderators = [AccountId.New()] }).Info.Role);
    }

    [Fact]
    public void What_is_locked_by_journal_or_ticket_stays_off_whatever_the_client_says()
    {
        var locked = new DeviceLocks(true, false, false);
        foreach (var member in new[]
        {
            Returned(Ticket, Record with { Locks = [new PersonLocks(Ticket.Person, locked, Now)] }),
            Returned(Ticket with { Control = Ticket.Control with { Locks = locked } }, Record),
        })
        {
            Assert.Equal((false, true, true), (member.Info.Devices.MicrophoneOn, member.Info.Locked.Microphone, member.Info.Devices.CameraOn));
        }
    }

    [Fact]
    public void A_mute_that_the_client_did_not_know_of_holds()
    {
        var muted = Ticket with { Control = Ticket.Control.Mute(Device.Microphone, locked: false) };
        Assert.False(Returned(muted, Record).Info.Devices.MicrophoneOn);
        Assert.True(Returned(muted, Record, Said with { Mark = 1 }).Info.Devices.MicrophoneOn);
    }

    [Fact]
    public void Who_was_put_out_stays_out() => Assert.Equal(
        "removed", Refused(Ticket, Record with { Meeting = Record.Meeting! with { PutOut = [Ticket.Participant] } }));

    [Fact]
    public void Another_participants_another_rooms_an_expired_and_a_future_ticket_take_nobody_back()
    {
        Assert.Equal("resume-unknown", Refused(Ticket with { Participant = "other" }, Record));
        Assert.Equal("resume-unknown", Refused(Ticket with { Room = Names.Room("retro") }, Record));
        Assert.Equal("resume-unknown", Refused(Ticket with { ExpiresAtMs = Now }, Record));
        Assert.Equal("resume-unknown", Refused(Ticket with { Epoch = Epoch + 1 }, Record));
    }

    [Fact]
    public void A_ticket_of_a_meeting_that_is_over_takes_nobody_back_and_one_that_the_record_never_heard_of_does()
    {
        Assert.Equal("resume-unknown", Refused(Ticket, new RoomRecord(LastEpoch: Ticket.Epoch)));
        Assert.Equal("resume-unknown", Refused(Ticket with { StartedAtMs = 1 }, Record));
        Assert.NotNull(Returned(Ticket, new RoomRecord(LastEpoch: Ticket.Epoch - 1)));
    }

    [Fact]
    public void One_ticket_is_one_place()
    {
        var meeting = MeetingState.Empty.Apply(Accepted(Ticket, Record).Events);
        Assert.Empty(Assert.IsType<MeetingDecision.Accepted>(Decide(Ticket, Record, Said, meeting)).Events);
        var copy = Ticket with { Participant = "BBECAwQFBgcICQoLDA0ODw" };
        Assert.Equal("resume-unknown", Assert.IsType<MeetingDecision.Refused>(Decide(copy, Record, Said, meeting, copy.Participant)).Code);
    }

    private static MeetingDecision Decide(BridgeTicket ticket, RoomRecord record, Announcement said, MeetingState? meeting = null, string? who = null) =>
        (meeting ?? MeetingState.Empty.Recall(People.Of(record, Now), record.Meeting)).Return(
            new RoomCommand.Return(Ticket.Room, who ?? Ticket.Participant, "r", "text", long.MaxValue, said), ticket, record, Epoch, Rules, Now);

    private static MeetingDecision.Accepted Accepted(BridgeTicket ticket, RoomRecord record, Announcement? said = null) =>
        Assert.IsType<MeetingDecision.Accepted>(Decide(ticket, record, said ?? Said));

    private static Member Returned(BridgeTicket ticket, RoomRecord record, Announcement? said = null) =>
        Assert.IsType<MeetingEvent.Returned>(Assert.Single(Accepted(ticket, record, said).Events)).Member;

    private static string Refused(BridgeTicket ticket, RoomRecord record) =>
        Assert.IsType<MeetingDecision.Refused>(Decide(ticket, record, Said)).Code;
}
