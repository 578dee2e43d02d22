using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;
using Cluster.Actors.Sharding;
using Cluster.Actors.Tickets;
using Cluster.Media;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Participants;

/// <summary>A participant between a connection, a room region and a bridge region that are test probes.</summary>
public abstract class ParticipantActorTestBase : TestKit
{
    protected ParticipantActorTestBase()
        : base(Patience.Hocon)
    {
        Rooms = CreateTestProbe("rooms");
        Bridges = CreateTestProbe("bridges");
        Shard = CreateTestProbe("shard");
        Connection = CreateTestProbe("connection");
        Key = ParticipantKey.New(Room);
        Participant = Shard.ChildActorOf(Props.Create(() => new ParticipantActor(
            Key, Room, new ParticipantServices(OneNode.Settings, Time, Rooms.Ref, Bridges.Ref, Seal))));
    }

    internal static TicketSeal Seal { get; } = TicketSeal.Of(null);

    internal static RoomName Room { get; } = Names.Room("standup");

    internal static BridgeKey Bridge { get; } = new(3, Room, 1);

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    internal TestProbe Rooms { get; }

    internal TestProbe Bridges { get; }

    internal TestProbe Shard { get; }

    internal TestProbe Connection { get; }

    internal ParticipantKey Key { get; }

    internal IActorRef Participant { get; }

    internal static MediaOffer Offer(params SourceKind[] kinds) => new(
        "offer",
        [.. kinds.Select((kind, index) => new OfferedSource($"s{index}", kind))],
        [new SlotBinding("r0", SlotUse.Speech)]);

    internal void Tell(ParticipantCommand command, TestProbe? from = null) => Participant.Tell(command, (from ?? Connection).Ref);

    internal void Join(string name = "Ann", MediaOffer? media = null) => Tell(new ParticipantCommand.Join(
        Key, "join", name, null, new DeviceState(true, true, false), media ?? Offer(SourceKind.Microphone, SourceKind.Camera)));

    internal void Admit(DeviceState? devices = null)
    {
        Rooms.ExpectMsg<RoomCommand.Admit>();
        Participant.Tell(new RoomReply.Admitted(
            "join", 5, Bridge, devices ?? new DeviceState(true, true, false), DeviceControl.Free, MayShare: true));
    }

    internal BridgeCommand.Negotiate Answer(string request = "join")
    {
        var offer = Bridges.ExpectMsg<BridgeCommand.Negotiate>();
        Participant.Tell(new BridgeReply.Answered(
            request, "answer", [.. offer.Sources.Select(source => new SourceInfo(source.Number, source.Kind))]), Bridges.Ref);
        return offer;
    }

    internal void View(string request = "join", params ChatLine[] chat) => Participant.Tell(new RoomReply.Viewed(
        request,
        new MeetingView(
            new RoomInfo("standup", "", false, false, false, false, 100,
                Allowed.Everyone, Allowed.Everyone, Allowed.Moderators, ChatHistory.Meeting, null, RoomCreation.Open, false),
            1000,
            [
                new ParticipantInfo(
                    Key.Participant,
                    "Ann",
                    Role.Moderator,
                    Presence.Present,
                    new DeviceState(true, true, false),
                    [new SourceInfo(5, SourceKind.Microphone), new SourceInfo(6, SourceKind.Camera)],
                    1000,
                    null,
                    new DeviceLocks(false, false, false),
                    false),
            ],
            chat,
            [5])));

    internal ParticipantNotice.Joined Enter()
    {
        Join();
        Admit();
        Answer();
        Rooms.ExpectMsg<RoomCommand.Enter>();
        View();
        return Connection.ExpectMsg<ParticipantNotice.Joined>();
    }

    internal void IsOver()
    {
        Shard.ExpectMsg<Passivate>();
        Watch(Participant);
        Participant.Tell(StopEntity.Instance);
        ExpectTerminated(Participant);
    }

    internal string Refused(TestProbe? by = null) => (by ?? Connection).ExpectMsg<ParticipantNotice.Refused>().Code;
}
