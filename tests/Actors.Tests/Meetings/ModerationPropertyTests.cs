using Cluster.Actors.Accounts;
using Cluster.Actors.Meetings;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;
using Cluster.Media;
using CsCheck;

namespace Actors.Tests.Meetings;

/// <summary>Any order of commands where only hosts open meetings: nobody has more power than it was given.</summary>
public sealed class ModerationPropertyTests
{
    private static readonly RoomName Room = Names.Room("standup");
    private static readonly MeetingRules Rules = new(5, false, false, MayShare: Allowed.Moderators, Creation: RoomCreation.Authenticated);
    private static readonly AccountIdentity Host = new(AccountId.New(), "ann", "Ann", AccountRole.Host);

    private static readonly Gen<string> Id = Gen.OneOfConst("host", "a", "b", "c", "d", "e");

    private static readonly Gen<DeviceState> Devices = Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, (m, c, s) => new DeviceState(m, c, s));

    private static readonly Gen<RoomCommand> Command = Gen.OneOf<RoomCommand>(
        Gen.Select(Id, Devices, Gen.OneOfConst("r1", "r2", "r3"), (id, devices, returned) => (RoomCommand)new RoomCommand.Admit(
            Room, id, "r", id, null, devices, id == "host" ? Host : null, returned)),
        Id.Select(id => (RoomCommand)new RoomCommand.Enter(Room, id, "r", [SourceKind.Microphone])),
        Id.Select(id => (RoomCommand)new RoomCommand.Leave(Room, id)),
        Gen.Select(Id, Devices, Gen.Long[0, 9], (id, devices, mark) => (RoomCommand)new RoomCommand.SetDevices(Room, id, devices, mark)),
        Gen.Select(Id, Id.Null(), Gen.Enum<Device>(), Gen.Bool, (id, target, device, locked) => (RoomCommand)new RoomCommand.Mute(Room, id, "r", target, device, locked)),
        Gen.Select(Id, Id.Null(), Gen.Enum<Device>(), (id, target, device) => (RoomCommand)new RoomCommand.Unlock(Room, id, "r", target, device)),
        Gen.Select(Id, Id, (id, target) => (RoomCommand)new RoomCommand.Remove(Room, id, "r", target)),
        Gen.Select(Id, Id, Gen.Enum<Role>(), (id, target, role) => (RoomCommand)new RoomCommand.GiveRole(Room, id, "r", target, role)),
        Id.Select(id => (RoomCommand)new RoomCommand.EndMeeting(Room, id, "r")));

    [Fact]
    public void Nobody_moderates_who_is_neither_a_host_nor_was_made_one_by_a_moderator() => Command.Array[0, 150].Sample(commands =>
    {
        var meeting = MeetingState.Empty;
        var made = new HashSet<string>();
        var nowMs = 1L;
        foreach (var command in commands)
        {
            var before = meeting;
            if (Decide(meeting, command, nowMs++) is MeetingDecision.Accepted accepted)
            {
                made.UnionWith(accepted.Events.OfType<MeetingEvent.RoleGiven>().Where(given => given.Role == Role.Moderator).Select(given => given.Person));
                meeting = meeting.Apply(accepted.Events);
                Assert.All(accepted.Events, happened => IsAllowed(before, command, happened));
            }

            made = meeting.IsEmpty ? [] : made;
            foreach (var member in meeting.Members.Values)
            {
                Assert.True(member.Info.Role == Role.Participant || member.Person.IsHost || made.Contains(member.Person.Key), "a moderator by nobody's will");
                Assert.Equal((member.Control.Devices, member.Control.Locks), (member.Info.Devices, member.Info.Locked));
                Assert.All(Enum.GetValues<Device>(), device => Assert.False(member.Control.Locks.Of(device) && member.Info.Devices.IsOn(device), "on though locked"));
                Assert.True(member.Control.MayShare || !member.Info.Devices.ScreenOn, "shared though it may not be");
            }
        }
    });

    [Fact]
    public void Roles_and_locks_are_the_same_after_a_replay() => Gen.Select(
        Gen.OneOfConst("p1", "p2", "p3"), Gen.Enum<Role>(), Gen.Bool, Gen.Int[0, 3], (person, role, locked, kind) => (person, role, locked, kind)).Array[0, 40].Sample(steps =>
        {
            var record = RoomRecord.Empty;
            var people = People.None;
            var nowMs = 1L;
            foreach (var (person, role, locked, kind) in steps)
            {
                nowMs++;
                var locks = new DeviceLocks(locked, false, false);
                (record, people) = kind switch
                {
                    0 => (record.Apply(new RoomRecordEvent.MeetingEnded(nowMs)), People.None),
                    1 => (record.Apply(new RoomRecordEvent.LocksChanged(nowMs, [new PersonLocks(person, locks, nowMs)])), people.WithLocks(person, locks, nowMs)),
                    _ => (record.Apply(new RoomRecordEvent.RoleGiven(nowMs, person, role)), people.WithRole(person, role, nowMs)),
                };
            }

            var read = People.Of(record, nowMs);
            Assert.All(people, entry => Assert.Equal(
                (entry.Value.Role, entry.Value.Locks), (read.GetValueOrDefault(entry.Key)?.Role, read.LocksOf(entry.Key))));
        });

    private static MeetingDecision Decide(MeetingState meeting, RoomCommand command, long nowMs) => command switch
    {
        RoomCommand.Admit admit => meeting.Admit(admit, admit.Account is not null, Rules),
        RoomCommand.GiveRole give => meeting.GiveRole(give, nowMs),
        RoomCommand.EndMeeting end => meeting.EndMeeting(end),
        _ => meeting.Decide(command, Rules, nowMs),
    };

    private static void IsAllowed(MeetingState before, RoomCommand command, MeetingEvent happened)
    {
        var by = command switch
        {
            RoomCommand.Mute it => it.Participant,
            RoomCommand.Unlock it => it.Participant,
            RoomCommand.Remove it => it.Participant,
            RoomCommand.GiveRole it => it.Participant,
            _ => null,
        };
        var on = happened switch
        {
            MeetingEvent.Muted { Locked: true } it => it.Participant,
            MeetingEvent.Removed it => it.Participant,
            MeetingEvent.RoleGiven { Role: Role.Participant } it => before.Members.FirstOrDefault(entry => entry.Value.Person.Key == it.Person).Key,
            _ => null,
        };
        Assert.True(by is null || before.IsModerator(by), "done by somebody who is no moderator");
        Assert.True(
            by is null || on is null || on == by || !before.Members[on].Person.IsHost || before.Members[by].Person.IsHost, "done to a host by one who is none");
    }
}
