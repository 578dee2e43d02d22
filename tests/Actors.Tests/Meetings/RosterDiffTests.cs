using System.Collections.Immutable;
using Cluster.Actors.Meetings;

namespace Actors.Tests.Meetings;

public sealed class RosterDiffTests
{
    private static readonly ImmutableDictionary<string, Member> Nobody = ImmutableDictionary<string, Member>.Empty;

    [Fact]
    public void Nothing_changed_is_no_message()
    {
        var roster = Nobody.Add("a", Person("a", 0));
        Assert.Null(RosterDiff.Between(roster, roster));
        Assert.Null(RosterDiff.Between(roster, roster.Add("b", Person("b", 1)).Remove("b")));
    }

    [Fact]
    public void Who_came_changed_and_left_is_in_one_message()
    {
        var seen = Nobody.Add("a", Person("a", 0)).Add("b", Person("b", 1)).Add("c", Person("c", 2));
        var changed = seen["b"] with { Info = seen["b"].Info with { Name = "B" } };
        var now = seen.Remove("a").SetItem("b", changed).Add("e", Person("e", 4)).Add("d", Person("d", 3));
        var diff = RosterDiff.Between(seen, now);
        Assert.NotNull(diff);
        Assert.Equal(["d", "e"], diff.Came.Select(info => info.Id));
        Assert.Equal([changed.Info], diff.Changed);
        Assert.Equal(["a"], diff.Left);
    }

    private static Member Person(string id, long order) => new(
        new ParticipantInfo(id, id, Role.Participant, Presence.Present, new DeviceState(true, true, false), [], 0, null, new DeviceLocks(false, false, false), false), 1, order, new Person(id, null, null, false), new DeviceControl(new DeviceState(true, true, false), DeviceControl.Free, true), 0);
}
