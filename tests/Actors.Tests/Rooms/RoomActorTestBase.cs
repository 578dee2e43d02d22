using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Cluster.Actors;
using Cluster.Actors.Accounts;
using Cluster.Actors.Bridges;
using Cluster.Actors.Limits;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;
using Cluster.Actors.Security;
using Cluster.Actors.Tickets;
using Cluster.Media;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Rooms;

/// <summary>A room between participants and a bridge region that are test probes.</summary>
public abstract class RoomActorTestBase : TestKit
{
    private readonly PasswordHashing passwords = new(1000);
    private readonly BridgePlacement unplaced = new(OneNode.Settings.BridgeShards, _ => [], (_, _) => Task.FromResult<int?>(null));

    protected RoomActorTestBase()
        : base(FailingJournal.Hocon + "\n" + Patience.Hocon)
    {
        Bridges = CreateTestProbe("bridges");
        Bridges.IgnoreMessages(message => message is BridgeCommand.Prepare or BridgeCommand.Restrain or BridgeCommand.KeepChat);
        Shard = CreateTestProbe("shard");
        RoomName = Names.Room($"room-{Guid.NewGuid():N}");
        Room = NewRoom();
    }

    internal static TicketSeal Seal { get; } = TicketSeal.Of(null);

    internal static readonly ServerPolicy Open = new(RoomCreation.Open, WhenHostsLeave.Continue, TimeSpan.FromMinutes(2));

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    internal TestProbe Bridges { get; }

    internal TestProbe Shard { get; }

    internal RoomName RoomName { get; }

    internal IActorRef Room { get; }

    internal string RecordId => $"room-{RoomName.Value}";

    internal RoomRows Rows { get; } = new();

    internal IActorRef NewRoom(ServerPolicy? policy = null)
    {
        var room = UnknowingRoom();
        room.Tell(new PolicyMirror.Known(policy ?? Open));
        return room;
    }

    /// <summary>One that was not told the policy.</summary>
    internal IActorRef UnknowingRoom(RoomName? name = null) => RoomWith(name ?? RoomName, OneNode.Settings, unplaced);

    internal IActorRef RoomWith(RoomName name, ActorsSettings settings, BridgePlacement placement) => Shard.ChildActorOf(Props.Create(() => new RoomActor(
        name,
        new RoomServices(
            settings,
            Time,
            passwords,
            Bridges.Ref,
            placement,
            ActorRefs.Nobody,
            new AddressGuard(3, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), Time),
            Rows,
            new LiveRooms(),
            Seal))));

    internal Guest Come(string id, IActorRef? room = null, AccountIdentity? account = null, string? returned = null, string? from = null) =>
        new(CreateTestProbe(), room ?? Room, RoomName, id) { Account = account, Returned = returned, From = from };

    internal Guest Enter(
        string id, string? password = null, IActorRef? room = null, AccountIdentity? account = null, string? returned = null)
    {
        var guest = Come(id, room, account, returned);
        guest.Admit(password);
        guest.Expect<RoomReply.Admitted>();
        guest.Enter();
        return guest;
    }

    /// <summary>Changes the room as the operator does.</summary>
    internal RoomDetails Administer(IActorRef room, RoomSettingsPatch patch, params AccountIdentity[] moderators)
    {
        var asker = CreateTestProbe();
        room.Tell(new RoomCommand.Administer(
            RoomName, patch, moderators.Length == 0 ? null : [.. moderators.Select(account => account.Account)], null), asker.Ref);
        return asker.ExpectMsg<RoomAnswer.Shown>().Details;
    }

    internal RoomDetails Details(IActorRef room)
    {
        var asker = CreateTestProbe();
        room.Tell(new RoomCommand.Show(RoomName, null), asker.Ref);
        return asker.ExpectMsg<RoomAnswer.Shown>().Details;
    }

    internal IActorRef Restart(IActorRef room, ServerPolicy? policy = null)
    {
        Watch(room);
        room.Tell(Cluster.Actors.Sharding.StopEntity.Instance);
        ExpectTerminated(room, TimeSpan.FromSeconds(10));
        return NewRoom(policy);
    }

    /// <summary>The last moderator left and does not come back: this one takes over, and not before.</summary>
    internal void TakesOver(Guest guest, string id)
    {
        Assert.Equal(Role.Participant, guest.Of(id).Role);
        Time.Advance(OneNode.Settings.ModeratorGrace);
        AwaitAssert(() => Assert.Equal(Role.Moderator, guest.Of(id).Role));
    }

    internal static AccountIdentity Account(string login, AccountRole role = AccountRole.Host) => new(AccountId.New(), login, login, role);

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

    public AccountIdentity? Account { get; init; }

    public string? Returned { get; init; }

    public string? From { get; init; }

    public Role Role => View!.Participants.Single(info => info.Id == id).Role;

    public void Tell(RoomCommand command) => room.Tell(command, probe.Ref);

    public void Admit(string? password = null) =>
        Tell(new RoomCommand.Admit(name, id, "admit", id, password, new DeviceState(true, true, false), Account, Returned, From));

    public void Enter()
    {
        Tell(new RoomCommand.Enter(name, id, "enter", [SourceKind.Microphone, SourceKind.Camera, SourceKind.Screen]));
        View = Expect<RoomReply.Viewed>().View;
    }

    public MeetingView Look()
    {
        Tell(new RoomCommand.Look(name, id, "look", 0));
        return Expect<RoomReply.Viewed>().View;
    }

    public ParticipantInfo Of(string participant) => Look().Participants.Single(info => info.Id == participant);

    public void Leave() => Tell(new RoomCommand.Leave(name, id));

    public void Change(RoomSettingsPatch patch) => Tell(new RoomCommand.Change(name, id, "change", patch));

    public T Expect<T>() => (T)probe.FishForMessage(message => message is T, TimeSpan.FromSeconds(10));

    public string Refused() => Expect<ParticipantNotice.Refused>().Code;
}

/// <summary>Rows that are remembered in memory.</summary>
internal sealed class RoomRows : IRoomRows
{
    public System.Collections.Concurrent.ConcurrentDictionary<RoomName, RoomRecord> Put { get; } = [];

    public Task PutAsync(RoomName room, RoomRecord record)
    {
        Put[room] = record;
        return Task.CompletedTask;
    }

    public Task<bool> EmptyLogAsync() => Task.FromResult(true);
}
