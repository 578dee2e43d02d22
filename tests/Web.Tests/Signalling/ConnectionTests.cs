using Cluster.Actors.Accounts;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Web;
using Cluster.Web.Signalling;
using Cluster.Web.Signalling.Protocol;

namespace Web.Tests.Signalling;

/// <summary>The pure connection: what it does with words, notices and time, without a socket or a clock.</summary>
public sealed class ConnectionTests
{
    private static readonly SignallingSettings s_settings = new();
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ClientMessage.Join s_join = new(1, "j", "atrium", "Ann", new(true, true, false), "v=0", [], []);

    [Fact]
    public void A_join_without_an_answer_is_refused_and_the_participant_is_told_that_nobody_waits()
    {
        var step = Entering().Tick(s_start + s_settings.RequestTimeout);
        Assert.Equal(
            [
                new ConnectionEffect.Ask(new ParticipantCommand.ConnectionLost(new ParticipantKey("atrium", "p"))),
                new ConnectionEffect.Close(CloseReason.TryAgain),
            ],
            step.Effects.Where(effect => effect is not ConnectionEffect.Reply));
        Assert.Equal(RefusalCode.TryAgain, Refused(step).Code);
        Assert.Equal("j", Refused(step).Id);
    }

    [Fact]
    public void A_refused_join_leaves_time_to_type_a_password()
    {
        var refused = Entering().Notice(new ParticipantNotice.Refused("j", "password-required", "Password?"), s_start).Next;
        Assert.Equal(ConnectionStage.Outside, refused.Stage);
        Assert.Empty(refused.Tick(s_start + s_settings.RetryTimeout - TimeSpan.FromSeconds(1)).Effects);
        Assert.Equal([new ConnectionEffect.Close(CloseReason.FirstMessageTimeout)], refused.Tick(s_start + s_settings.RetryTimeout).Effects);
    }

    [Fact]
    public void An_answer_to_another_request_does_not_let_anyone_in()
    {
        var step = Entering().Notice(Samples.Joined("another", "p"), s_start);
        Assert.Equal(ConnectionStage.Entering, step.Next.Stage);
        Assert.Empty(step.Effects);
    }

    [Fact]
    public void A_request_without_an_answer_is_refused_and_a_late_answer_dropped()
    {
        var asked = Inside().Hear(new ClientMessage.Rename("r", "Anna"), s_start, () => "");
        var late = asked.Next.Tick(s_start + s_settings.RequestTimeout);
        Assert.Equal((RefusalCode.TryAgain, "r"), (Refused(late).Code, Refused(late).Id));
        Assert.Empty(late.Next.Notice(new ParticipantNotice.Done("r"), s_start).Effects);
        Assert.Equal(ConnectionStage.Inside, late.Next.Stage);
    }

    [Fact]
    public void Ones_own_line_answers_the_oldest_line_said()
    {
        var connection = Inside();
        foreach (var id in (string[])["1", "2"])
        {
            connection = connection.Hear(new ClientMessage.Chat(id, "hi"), s_start, () => "").Next;
        }

        connection = connection.Notice(new ParticipantNotice.Said(Samples.Line), s_start).Next;
        Assert.Equal(2, connection.Requests.Count);
        connection = connection.Notice(new ParticipantNotice.Said(Samples.Line with { From = "p" }), s_start).Next;
        Assert.Equal(["2"], connection.Requests.Keys);
    }

    [Fact]
    public void Requests_under_way_have_a_bound_and_each_its_own_id()
    {
        var connection = Inside();
        for (var i = 0; i < s_settings.RequestsMax; i++)
        {
            connection = connection.Hear(new ClientMessage.Rename($"{i}", "A"), s_start, () => "").Next;
        }

        Assert.Equal(RefusalCode.TooManyRequests, Refused(connection.Hear(new ClientMessage.Rename("more", "A"), s_start, () => "")).Code);
        Assert.Equal(RefusalCode.BadMessage, Refused(connection.Hear(new ClientMessage.Rename("0", "A"), s_start, () => "")).Code);
    }

    [Fact]
    public void A_second_join_on_one_socket_is_refused()
    {
        var step = Inside().Hear(s_join, s_start, () => "q");
        Assert.Equal(RefusalCode.AlreadyJoined, Refused(step).Code);
        Assert.Equal(new ParticipantKey("atrium", "p"), step.Next.Key);
    }

    [Fact]
    public void Leaving_without_an_answer_ends_all_the_same()
    {
        var leaving = Inside().Hear(new ClientMessage.Leave(), s_start, () => "").Next;
        Assert.False(leaving.HasParticipant);
        Assert.Contains(new ConnectionEffect.Close(CloseReason.Ended("left")), leaving.Tick(s_start + s_settings.CloseTimeout).Effects);
    }

    [Fact]
    public void Whoever_is_replaced_hears_it_and_nothing_more()
    {
        var step = Inside().Notice(new ParticipantNotice.Ended("replaced", "Elsewhere."), s_start);
        Assert.Equal([new ConnectionEffect.Reply(new ServerMessage.Ended("replaced", "Elsewhere.")), new ConnectionEffect.Close(CloseReason.Ended("replaced"))], step.Effects);
        Assert.False(step.Next.HasParticipant);
        Assert.Empty(step.Next.Notice(new ParticipantNotice.SpeakersChanged([1]), s_start).Effects);
        Assert.Empty(step.Next.Hear(new ClientMessage.Ping(1), s_start, () => "").Effects);
    }

    [Fact]
    public void Inside_a_meeting_there_is_no_deadline() =>
        Assert.Empty(Inside().Tick(s_start + TimeSpan.FromDays(30)).Effects);

    [Fact]
    public void Waiting_for_a_host_has_no_deadline_and_ends_with_the_answer_to_the_join()
    {
        var waiting = Waiting();
        Assert.True(waiting.HasParticipant);
        Assert.Empty(waiting.Tick(s_start + TimeSpan.FromDays(30)).Effects);
        Assert.Equal(ConnectionStage.Inside, waiting.Notice(Samples.Joined("j", "p"), s_start).Next.Stage);
        var refused = waiting.Notice(new ParticipantNotice.Refused("j", "password-required", "Password?"), s_start);
        Assert.Equal((ConnectionStage.Outside, "j"), (refused.Next.Stage, Refused(refused).Id));
    }

    [Fact]
    public void Whoever_waits_may_ping_and_leave_and_nothing_else()
    {
        var waiting = Waiting();
        Assert.Equal(new ServerMessage.Pong(1), Reply(waiting.Hear(new ClientMessage.Ping(1), s_start, () => "")));
        Assert.Equal(RefusalCode.NotJoined, Refused(waiting.Hear(new ClientMessage.Chat("c", "hi"), s_start, () => "")).Code);
        Assert.Equal(RefusalCode.NotJoined, Refused(waiting.Hear(new ClientMessage.EndMeeting("e"), s_start, () => "")).Code);
        Assert.Equal(RefusalCode.AlreadyJoined, Refused(waiting.Hear(s_join, s_start, () => "q")).Code);
        Assert.Equal(
            [new ConnectionEffect.Ask(new ParticipantCommand.Leave(new ParticipantKey("atrium", "p")))],
            waiting.Hear(new ClientMessage.Leave(), s_start, () => "").Effects);
    }

    [Fact]
    public void Whoever_waits_is_told_nothing_of_the_meeting()
    {
        var waiting = Waiting();
        foreach (var notice in new ParticipantNotice[]
        {
            new ParticipantNotice.Said(Samples.Line), new ParticipantNotice.RosterChanged([Samples.Ann], [], []),
            new ParticipantNotice.SpeakersChanged([1]), new ParticipantNotice.RoomChanged(Samples.Room), Samples.Joined("another", "p"),
        })
        {
            Assert.Empty(waiting.Notice(notice, s_start).Effects);
        }
    }

    [Fact]
    public void With_the_participants_node_lost_a_client_without_a_ticket_comes_anew()
    {
        foreach (var connection in new[] { Waiting(), Inside() })
        {
            var step = connection.ParticipantLost(s_start);
            Assert.Contains(new ConnectionEffect.Close(CloseReason.NodeStopping), step.Effects);
            Assert.False(step.Next.HasParticipant);
        }

        Assert.Empty(Entering().ParticipantLost(s_start).Effects);
    }

    [Fact]
    public void The_account_and_the_address_of_the_socket_come_with_the_join()
    {
        var account = new AccountIdentity(AccountId.New(), "ann", "Ann", AccountRole.Host);
        var step = Connection.Opened(s_settings, s_start, account, "198.51.100.7").Hear(s_join with { ReturnToken = "back" }, s_start, () => "p");
        var join = Assert.IsType<ParticipantCommand.Join>(Assert.IsType<ConnectionEffect.Ask>(Assert.Single(step.Effects)).Command);
        Assert.Equal((account, "back", "198.51.100.7"), (join.Account, join.ReturnToken, join.From));
    }

    [Fact]
    public void What_moderators_say_is_asked_of_the_participant_and_answered()
    {
        foreach (var message in new ClientMessage[]
        {
            new ClientMessage.Mute("x", Device.Camera, true), new ClientMessage.Unlock("x", Device.Camera, "bob"),
            new ClientMessage.Remove("x", "bob"), new ClientMessage.GiveRole("x", "bob", Role.Moderator), new ClientMessage.EndMeeting("x"),
        })
        {
            var asked = Inside().Hear(message, s_start, () => "");
            Assert.IsType<ConnectionEffect.Ask>(Assert.Single(asked.Effects));
            Assert.Equal(new ServerMessage.Done("x"), Reply(asked.Next.Notice(new ParticipantNotice.Done("x"), s_start)));
        }
    }

    [Fact]
    public void A_mute_and_the_hosts_leaving_reach_the_client()
    {
        Assert.Equal(
            new ServerMessage.Muted(Device.Screen, true, 4, "Bob"), Reply(Inside().Notice(new ParticipantNotice.Muted(Device.Screen, true, 4, "Bob"), s_start)));
        Assert.Equal(
            new ServerMessage.HostsChanged(false, 9), Reply(Inside().Notice(new ParticipantNotice.HostsChanged(new HostPresence(false, 9)), s_start)));
    }

    private static Connection Waiting() =>
        Entering().Notice(new ParticipantNotice.Waiting("j", "waiting-for-host", "Not yet."), s_start).Next;

    private static ServerMessage Reply(ConnectionStep step) => Assert.IsType<ConnectionEffect.Reply>(Assert.Single(step.Effects)).Message;

    private static Connection Entering() => Connection.Opened(s_settings, s_start).Hear(s_join, s_start, () => "p").Next;

    private static Connection Inside() => Entering().Notice(Samples.Joined("j", "p"), s_start).Next;

    private static ServerMessage.Refused Refused(ConnectionStep step) =>
        Assert.IsType<ServerMessage.Refused>(step.Effects.OfType<ConnectionEffect.Reply>().Single().Message);
}
