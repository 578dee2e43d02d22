using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Web;
using Cluster.Web.Signalling;
using Cluster.Web.Signalling.Protocol;

namespace Web.Tests.Signalling;

/// <summary>The participant's node is lost and this one is not: the client has nothing to do.</summary>
public sealed class ConnectionReturningTests
{
    private static readonly SignallingSettings s_settings = new();
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_participant_is_asked_for_with_its_ticket_until_it_is_back()
    {
        var lost = Inside().Hear(new ClientMessage.Rename("r", "Anna"), s_start, () => "").Next.ParticipantLost(s_start);
        Assert.Equal(ConnectionStage.Returning, lost.Next.Stage);
        Assert.Equal(("r", RefusalCode.TryAgain), Refused(lost));
        Assert.Equal("t1", Asked(lost).Ticket);
        Assert.Empty(lost.Next.Tick(s_start + s_settings.ReturnInterval / 2).Effects);
        var again = lost.Next.Tick(s_start + s_settings.ReturnInterval);
        Assert.NotEqual(Asked(lost).Request, Asked(again).Request);

        var back = again.Next.Notice(Samples.Joined(Asked(again).Request, "p"), s_start);
        Assert.Equal(ConnectionStage.Inside, back.Next.Stage);
        Assert.IsType<ServerMessage.Joined>(Assert.IsType<ConnectionEffect.Reply>(Assert.Single(back.Effects)).Message);
    }

    [Fact]
    public void What_is_said_meanwhile_and_not_answered_goes_with_the_next_try_and_the_rest_is_to_be_said_again()
    {
        var lost = Inside().ParticipantLost(s_start).Next;
        lost = lost.Hear(new ClientMessage.SetDevices(new DeviceState(false, false, false), 7), s_start, () => "").Next;
        lost = lost.Hear(new ClientMessage.Hand(true), s_start, () => "").Next;
        Assert.Equal(("c", RefusalCode.TryAgain), Refused(lost.Hear(new ClientMessage.Chat("c", "hello"), s_start, () => "")));
        var said = Asked(lost.Tick(s_start + s_settings.ReturnInterval)).Said!;
        Assert.Equal((new DeviceState(false, false, false), 7L, s_start.ToUnixTimeMilliseconds()), (said.Devices, said.Mark, said.HandRaisedAtMs));
    }

    [Fact]
    public void A_node_that_stops_in_good_order_is_a_node_that_is_lost() =>
        Assert.Equal(ConnectionStage.Returning, Inside().Notice(new ParticipantNotice.Ended("node-stopping", "Come back."), s_start).Next.Stage);

    [Fact]
    public void A_doubt_about_the_bridge_is_passed_on_to_those_whose_media_is_there_whether_the_participant_is_there_or_not()
    {
        var inside = Inside();
        foreach (var connection in new[] { inside, inside.ParticipantLost(s_start).Next })
        {
            Assert.IsType<ServerMessage.Doubt>(Assert.IsType<ConnectionEffect.Reply>(Assert.Single(connection.Doubt(ticket => ticket == "t1").Effects)).Message);
            Assert.Empty(connection.Doubt(ticket => ticket == "t2").Effects);
        }

        Assert.Empty(Connection.Opened(s_settings, s_start).Doubt(_ => true).Effects);
    }

    [Fact]
    public void Whoever_comes_back_with_a_ticket_asks_whether_its_bridge_is_in_doubt_and_hears_it_before_being_in()
    {
        var step = Connection.Opened(s_settings, s_start).Hear(new ClientMessage.Resume(1, "r", "atrium", ParticipantId.New(), "token", 0, "t1"), s_start, () => "");
        Assert.Equal(ConnectionStage.Entering, step.Next.Stage);
        Assert.Equal("t1", Assert.Single(step.Effects.OfType<ConnectionEffect.Inquire>()).Ticket);
        Assert.IsType<ServerMessage.Doubt>(Assert.IsType<ConnectionEffect.Reply>(Assert.Single(step.Next.Doubt(ticket => ticket == "t1").Effects)).Message);

        var without = Connection.Opened(s_settings, s_start).Hear(new ClientMessage.Resume(1, "r", "atrium", ParticipantId.New(), "token", 0), s_start, () => "");
        Assert.IsType<ConnectionEffect.Ask>(Assert.Single(without.Effects));
    }

    [Theory]
    [InlineData("try-again", ConnectionStage.Returning)]
    [InlineData("storage-unavailable", ConnectionStage.Returning)]
    [InlineData("resume-unknown", ConnectionStage.Over)]
    [InlineData("removed", ConnectionStage.Over)]
    public void What_time_may_heal_is_waited_for(string code, object stage)
    {
        var lost = Inside().ParticipantLost(s_start);
        Assert.Equal(stage, lost.Next.Notice(new ParticipantNotice.Refused(Asked(lost).Request, code, ""), s_start).Next.Stage);
    }

    [Fact]
    public void The_participant_of_a_node_that_stops_hears_that_its_client_comes_by_another()
    {
        var step = Inside().NodeStopping();
        Assert.True(Assert.IsType<ParticipantCommand.ConnectionLost>(Assert.IsType<ConnectionEffect.Ask>(step.Effects[0]).Command).ComesBack);
        Assert.Equal(ConnectionStage.Over, step.Next.Stage);
    }

    [Fact]
    public void The_answer_to_an_offer_of_a_move_leaves_the_media_where_it_is()
    {
        var offer = new ClientMessage.Offer("o", "sdp", [], [], ["t2"], Move: 7);
        var asked = Inside().Hear(offer, s_start, () => "").Next;
        var step = asked.Notice(new ParticipantNotice.Answered("o", "answer", [], "t2"), s_start);
        var used = Assert.IsType<ParticipantCommand.UseTicket>(Assert.IsType<ConnectionEffect.Ask>(step.Effects[1]).Command);
        Assert.Equal(("t2", 7L), (used.Ticket, used.Move));
        Assert.Equal("t1", step.Next.Held.Ticket);

        // Without a move it is there now.
        asked = Inside().Hear(offer with { Move = null }, s_start, () => "").Next;
        Assert.Equal("t2", asked.Notice(new ParticipantNotice.Answered("o", "answer", [], "t2"), s_start).Next.Held.Ticket);
    }

    [Fact]
    public void In_the_end_the_client_comes_anew()
    {
        var step = Inside().ParticipantLost(s_start).Next.Tick(s_start + s_settings.ReturnPatience);
        Assert.Contains(new ConnectionEffect.Close(CloseReason.NodeStopping), step.Effects);
        Assert.Equal(ConnectionStage.Over, step.Next.Stage);
    }

    [Fact]
    public void An_offer_with_tickets_goes_to_their_bridges_whatever_the_stage_and_the_participant_is_told_when_it_is_there()
    {
        var offer = new ClientMessage.Offer("o", "v=0", [], [], ["t1", "t2"]);
        foreach (var connection in new[] { Connection.Opened(s_settings, s_start), Inside(), Inside().ParticipantLost(s_start).Next })
        {
            var asked = connection.Hear(offer, s_start, () => "");
            Assert.Equal(["t1", "t2"], Assert.IsType<ConnectionEffect.Present>(Assert.Single(asked.Effects)).Offer.Tickets);
            var answered = asked.Next.Notice(new ParticipantNotice.Answered("o", "answer", [], "t2"), s_start);
            var answer = Assert.IsType<ServerMessage.Answer>(Assert.IsType<ConnectionEffect.Reply>(answered.Effects[0]).Message);
            Assert.Equal(("answer", "t2"), (answer.Sdp, answer.Ticket));
            Assert.Equal(
                connection.Stage == ConnectionStage.Inside,
                answered.Effects.Any(effect => effect is ConnectionEffect.Ask { Command: ParticipantCommand.UseTicket { Ticket: "t2" } }));
        }
    }

    private static Connection Inside() => Connection.Opened(s_settings, s_start)
        .Hear(new ClientMessage.Join(1, "j", "atrium", "Ann", new(true, true, false), "v=0", [], []), s_start, () => "p").Next
        .Notice(Samples.Joined("j", "p"), s_start).Next
        .Notice(new ParticipantNotice.Tickets("t1", null, 1), s_start).Next;

    private static ParticipantCommand.Resume Asked(ConnectionStep step) =>
        Assert.Single(step.Effects.OfType<ConnectionEffect.Ask>().Select(ask => ask.Command).OfType<ParticipantCommand.Resume>());

    private static (string? Id, string Code) Refused(ConnectionStep step) => step.Effects.OfType<ConnectionEffect.Reply>()
        .Select(reply => reply.Message).OfType<ServerMessage.Refused>().Select(refused => (refused.Id, refused.Code)).Single();
}
