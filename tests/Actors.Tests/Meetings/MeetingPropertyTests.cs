using Cluster.Actors.Meetings;
using Cluster.Actors.Rooms;
using Cluster.Media;
using CsCheck;

namespace Actors.Tests.Meetings;

/// <summary>Any order of commands, sensible or not, leaves a meeting that is consistent.</summary>
public sealed class MeetingPropertyTests
{
    private const int PlacesMax = 4;
    private static readonly RoomName Room = Names.Room("standup");
    private static readonly MeetingRules Rules = new(PlacesMax, true, false);

    private static readonly Gen<string> Id = Gen.OneOfConst("a", "b", "c", "d", "e", "f");

    private static readonly Gen<DeviceState> Devices = Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, (m, c, s) => new DeviceState(m, c, s));

    private static readonly Gen<SourceKind[]> Kinds = Gen.Enum<SourceKind>().Array[0, 4];

    private static readonly Gen<RoomCommand> Command = Gen.OneOf<RoomCommand>(
        Gen.Select(Id, Devices, (id, devices) => (RoomCommand)new RoomCommand.Admit(Room, id, "r", id, null, devices)),
        Gen.Select(Id, Kinds, (id, kinds) => (RoomCommand)new RoomCommand.Enter(Room, id, "r", kinds)),
        Gen.Select(Id, Kinds, (id, kinds) => (RoomCommand)new RoomCommand.Publish(Room, id, kinds)),
        Id.Select(id => (RoomCommand)new RoomCommand.Leave(Room, id)),
        Id.Select(id => (RoomCommand)new RoomCommand.Look(Room, id, "r", 0)),
        Gen.Select(Id, Gen.Enum<Presence>(), (id, presence) => (RoomCommand)new RoomCommand.SetPresence(Room, id, presence)),
        Gen.Select(Id, Devices, (id, devices) => (RoomCommand)new RoomCommand.SetDevices(Room, id, devices)),
        Gen.Select(Id, Id.Null(), (id, to) => (RoomCommand)new RoomCommand.Say(Room, id, "r", "hi", to)),
        Gen.Select(Id, Gen.Bool, (id, raised) => (RoomCommand)new RoomCommand.RaiseHand(Room, id, raised)),
        Gen.Select(Id, Id, (id, name) => (RoomCommand)new RoomCommand.Rename(Room, id, "r", name)));

    [Fact]
    public void A_meeting_stays_consistent() => Command.Array[0, 120].Sample(commands =>
    {
        var meeting = MeetingState.Empty;
        var owners = new Dictionary<uint, long>();
        var nowMs = 1L;
        foreach (var command in commands)
        {
            var before = meeting;
            if (Decide(meeting, command, nowMs++) is MeetingDecision.Accepted accepted)
            {
                meeting = meeting.Apply(accepted.Events).Trim(5, 1000);
            }

            Check(before, meeting, owners);
        }
    });

    private static MeetingDecision Decide(MeetingState meeting, RoomCommand command, long nowMs) => command is RoomCommand.Admit admit
        ? meeting.Admit(admit, false, Rules)
        : meeting.Decide(command, Rules, nowMs);

    private static void Check(MeetingState before, MeetingState meeting, Dictionary<uint, long> owners)
    {
        Assert.True(meeting.Places <= PlacesMax, "too many places");
        Assert.True(meeting.NextSource >= before.NextSource, "source numbers went back");
        Assert.Empty(meeting.Members.Keys.Intersect(meeting.Reservations.Keys));
        Assert.True(
            meeting.Members.IsEmpty || meeting.IsRecalled || meeting.Members.Values.Any(member => member.Info.Role == Role.Moderator),
            "no moderator and none expected");
        Assert.True(meeting.Chat.Count <= 5, "too much chat");
        Assert.Equal(meeting.Chat.Sum(line => line.Text.Length), meeting.Chat.Chars);
        Assert.True(meeting.Members.IsEmpty || meeting.StartedAtMs > 0, "a meeting without a beginning");
        Assert.True(!meeting.IsEmpty || meeting.Chat.Count == 0, "an empty room that remembers");
        foreach (var (id, member) in meeting.Members)
        {
            Assert.Equal(id, member.Info.Id);
            Assert.Equal(member.Info.Sources.Count, member.Info.Sources.DistinctBy(source => source.Kind).Count());
            foreach (var source in member.Info.Sources)
            {
                Assert.InRange(source.Number, 1u, meeting.NextSource - 1);

                // The order tells apart one who left and came back: even that one gets other numbers.
                Assert.Equal(member.Order, owners.GetValueOrDefault(source.Number, member.Order));
                owners[source.Number] = member.Order;
            }
        }
    }
}
