using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;
using Cluster.Actors.Security;
using Cluster.Media;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Rooms;

/// <summary>A room between participants and a bridge region that are test probes.</summary>
public abstract class RoomActorTestBase : TestKit
{
    private readonly PasswordHashing passwords = new(1000);

    protected RoomActorTestBase()
        : base(FailingJournal.Hocon + "\n" + Patience.Hocon)
    {
        Bridges = CreateTestProbe("bridges");
        Shard = CreateTestProbe("shard");
        RoomName = Names.Room($"room-{Guid.NewGuid():N}");
        Room = NewRoom();
    }

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    internal TestProbe Bridges { get; }

    internal TestProbe Shard { get; }

    internal RoomName RoomName { get; }

    internal IActorRef Room { get; }

    internal string RecordId => $"room-{RoomName.Value}";

    internal IActorRef NewRoom() => Shard.ChildActorOf(Props.Create(() =>
        new RoomActor(RoomName, new RoomServices(OneNode.Settings, Time, passwords, Bridges.Ref))));

    internal Guest Come(string id, IActorRef? room = null) => new(CreateTestProbe(), room ?? Room, RoomName, id);

    internal Guest Enter(string id, string? password = null, IActorRef? room = null)
    {
        var guest = Come(id, room);
        guest.Admit(password);
        guest.Expect<RoomReply.Admitted>();
        guest.Tell(new RoomCommand.Enter(RoomName, id, "enter", [SourceKind.Microphone]));
        guest.View = guest.Expect<RoomReply.Viewed>().View;
        return guest;
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        passwords.Dispose();
    }
}

/// <summary>A participant's entity as the room sees it.</summary>
internal sealed class Guest(TestProbe probe, IActorRef room, RoomName name, string id)
{
    public TestProbe Probe => probe;

    public string Id => id;

    public MeetingView? View { get; set; }

    public void Tell(RoomCommand command) => room.Tell(command, probe.Ref);

    public void Admit(string? password = null) =>
        Tell(new RoomCommand.Admit(name, id, "admit", id, password, new DeviceState(true, true, false)));

    public void Leave() => Tell(new RoomCommand.Leave(name, id));

    public void Change(RoomSettingsPatch patch) => Tell(new RoomCommand.Change(name, id, "change", patch));

    public T Expect<T>() => (T)probe.FishForMessage(message => message is T, TimeSpan.FromSeconds(10));

    public string Refused() => Expect<ParticipantNotice.Refused>().Code;
}
