using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;
using Cluster.Actors.Tickets;
using Cluster.Media;

namespace Actors.Tests.Participants;

public sealed class ParticipantMovingTests : ParticipantActorTestBase
{
    private static readonly BridgeKey Next = new(9, Room, 1);

    private string TicketFor(BridgeKey bridge) => Seal.Sign(new BridgeTicket(
        Room, 1000, 1, 1, Key.Participant, 5, "Ann", Role.Moderator, 1000, 1,
        new DeviceControl(new DeviceState(true, true, false), DeviceControl.Free, MayShare: true), 0, 0, "person", null, null, null, bridge, "node",
        Time.GetUtcNow().ToUnixTimeMilliseconds() + 60_000));

    private void Ask(long number = 1) => Participant.Tell(new RoomReply.Move(number, Next, TicketFor(Next), 10_000), Rooms.Ref);

    private void Arrive(long number = 1)
    {
        Tell(new ParticipantCommand.UseTicket(Key, TicketFor(Next), [new SourceInfo(5, SourceKind.Microphone), new SourceInfo(6, SourceKind.Camera)], number));
        Assert.Equal(Next, Bridges.ExpectMsg<BridgeCommand.Attach>().Bridge);
        Assert.Equal([Bridge, Next], new[] { Bridges.ExpectMsg<BridgeCommand.SetMuted>().Bridge, Bridges.ExpectMsg<BridgeCommand.SetMuted>().Bridge });
        Participant.Tell(new BridgeNotice.EndpointConnected(Next), Bridges.Ref);
    }

    private ParticipantNotice.Move Asked()
    {
        Enter();
        Participant.Tell(new BridgeNotice.EndpointConnected(Bridge), Bridges.Ref);
        Connection.ExpectMsg<ParticipantNotice.MediaState>();
        Ask();
        return Connection.ExpectMsg<ParticipantNotice.Move>();
    }

    [Fact]
    public void Both_bridges_hear_of_devices_and_views_until_the_former_is_left()
    {
        var asked = Asked();
        Assert.Equal((1, 10_000), (asked.Number, asked.WithinMs));
        Arrive();
        Tell(new ParticipantCommand.View(Key, [new WantedPicture(21, 360)]));
        Assert.Equal([Bridge, Next], new[] { Bridges.ExpectMsg<BridgeCommand.SetView>().Bridge, Bridges.ExpectMsg<BridgeCommand.SetView>().Bridge });
        Tell(new ParticipantCommand.SetDevices(Key, new DeviceState(false, true, false)));
        Assert.Equal([5u], Bridges.ExpectMsg<BridgeCommand.SetMuted>().Muted);
        Assert.Equal([5u], Bridges.ExpectMsg<BridgeCommand.SetMuted>().Muted);
        Rooms.ExpectMsg<RoomCommand.SetDevices>();

        Tell(new ParticipantCommand.Moved(Key, "m", 1, null));
        Assert.Equal("m", Connection.ExpectMsg<ParticipantNotice.Done>().Request);
        Assert.Null(Rooms.ExpectMsg<RoomCommand.Moved>().Failed);
        Tell(new ParticipantCommand.SetDevices(Key, new DeviceState(true, true, false)));
        Assert.Equal(
            new HashSet<BridgeKey> { Bridge, Next },
            new HashSet<BridgeKey> { Bridges.ExpectMsg<BridgeCommand.SetMuted>().Bridge, Bridges.ExpectMsg<BridgeCommand.SetMuted>().Bridge });
        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(Bridge, Bridges.ExpectMsg<BridgeCommand.CloseEndpoint>().Bridge);

        // Of the bridge that it has left it hears no more.
        Participant.Tell(new BridgeNotice.EndpointLost("closed", Bridge), Bridges.Ref);
        Tell(new ParticipantCommand.Renegotiate(Key, "again", Offer(SourceKind.Microphone)));
        Assert.Equal(Next, Bridges.ExpectMsg<BridgeCommand.Negotiate>().Bridge);
        Connection.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_move_that_fails_leaves_everything_as_it_was()
    {
        Asked();
        Arrive();
        Tell(new ParticipantCommand.Moved(Key, "m", 1, MoveFailure.NoMedia));
        Assert.Equal(Next, Bridges.ExpectMsg<BridgeCommand.CloseEndpoint>().Bridge);
        Connection.ExpectMsg<ParticipantNotice.Done>();
        Assert.Equal(MoveFailure.NoMedia, Rooms.ExpectMsg<RoomCommand.Moved>().Failed);
        Tell(new ParticipantCommand.Renegotiate(Key, "again", Offer(SourceKind.Microphone)));
        Assert.Equal(Bridge, Bridges.ExpectMsg<BridgeCommand.Negotiate>().Bridge);
    }

    [Fact]
    public void A_move_nobody_asked_for_is_refused()
    {
        Enter();
        Tell(new ParticipantCommand.Moved(Key, "m", 7, null));
        Assert.Equal("move-unknown", Refused());
        Ask();
        Connection.ExpectMsg<ParticipantNotice.Move>();

        // Its new connection was never there.
        Tell(new ParticipantCommand.Moved(Key, "n", 1, null));
        Assert.Equal("move-unknown", Refused());
    }

    [Fact]
    public void Who_comes_over_after_the_room_gave_the_move_up_finds_it_closed()
    {
        Asked();
        Arrive();
        Participant.Tell(new RoomReply.MoveOver(1), Rooms.Ref);
        Assert.Equal(Next, Bridges.ExpectMsg<BridgeCommand.CloseEndpoint>().Bridge);
        Tell(new ParticipantCommand.Moved(Key, "m", 1, null));
        Assert.Equal("move-unknown", Refused());
        Tell(new ParticipantCommand.UseTicket(Key, TicketFor(Next), [], 1));
        Assert.Equal(Next, Bridges.ExpectMsg<BridgeCommand.CloseEndpoint>().Bridge);
    }

    [Fact]
    public void Who_comes_back_on_another_socket_is_asked_again()
    {
        var joined = Enter();
        Ask();
        Connection.ExpectMsg<ParticipantNotice.Move>();
        var other = CreateTestProbe();
        Tell(new ParticipantCommand.Resume(Key, "back", joined.ResumeToken, 0), other);
        Rooms.ExpectMsg<RoomCommand.Look>();
        View("back");
        other.ExpectMsg<ParticipantNotice.Joined>();
        Assert.Equal(1, other.ExpectMsg<ParticipantNotice.Move>().Number);
    }
}
