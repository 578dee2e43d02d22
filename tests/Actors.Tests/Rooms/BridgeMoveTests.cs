using Cluster.Actors.Bridges;
using Cluster.Actors.Rooms;

namespace Actors.Tests.Rooms;

public sealed class BridgeMoveTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly BridgeKey From = new(1, Names.Room("standup"), 1);
    private static readonly BridgeKey To = new(2, Names.Room("standup"), 1);

    private static BridgeMove Of(params string[] participants) => new BridgeMove(1, [From]).Begin(To, participants);

    [Fact]
    public void Nobody_is_asked_before_there_is_a_bridge_to_go_to()
    {
        var step = new BridgeMove(1, [From]).Come("ann").Advance(0, 4, Limit);
        Assert.Empty(step.Ask);
        Assert.False(step.Next.IsDone);
    }

    [Fact]
    public void A_few_move_at_a_time_and_the_next_when_one_is_there()
    {
        var step = Of("ann", "ben", "cyd").Advance(0, 2, Limit);
        Assert.Equal(["ann", "ben"], step.Ask);
        Assert.Empty(step.Next.Advance(1, 2, Limit).Ask);
        step = step.Next.End("ben", moved: true).Advance(1, 2, Limit);
        Assert.Equal(["cyd"], step.Ask);
        var done = step.Next.End("ann", moved: true).End("cyd", moved: true);
        Assert.True(done.IsDone);
        Assert.Equal((3, 0), (done.Moved, done.Dropped));
    }

    [Fact]
    public void Who_does_not_answer_is_dropped_and_blocks_nobody()
    {
        var step = Of("ann", "ben").Advance(0, 1, Limit);
        Assert.Equal(["ann"], step.Ask);
        Assert.Empty(step.Next.Advance(9_999, 1, Limit).Drop);
        step = step.Next.Advance(10_000, 1, Limit);
        Assert.Equal(["ann"], step.Drop);
        Assert.Equal(["ben"], step.Ask);
        Assert.Equal(1, step.Next.Dropped);

        // Its answer comes too late to count.
        Assert.Equal(step.Next, step.Next.End("ann", moved: true));
    }

    [Fact]
    public void Who_fails_or_leaves_is_waited_for_no_longer()
    {
        var move = Of("ann", "ben", "cyd").Advance(0, 2, Limit).Next.End("ann", moved: false).Gone("ben").Gone("cyd");
        Assert.True(move.IsDone);
        Assert.Equal((0, 1), (move.Moved, move.Dropped));
    }

    [Fact]
    public void Who_comes_while_others_move_is_moved_once()
    {
        var move = Of("ann").Advance(0, 4, Limit).Next.Come("ann").Come("ben").Come("ben");
        Assert.Equal(2, move.Left);
        Assert.Equal(["ben"], move.Advance(1, 4, Limit).Ask);
    }

    [Fact]
    public void The_bridges_before_stay_for_a_moment_for_those_who_still_look_there()
    {
        var linger = (long)BridgeMove.Linger.TotalMilliseconds;
        var move = Of("ann").Advance(0, 4, Limit).Next.End("ann", moved: true);
        Assert.True(move.IsDone);
        move = move.Advance(1_000, 4, Limit).Next;
        Assert.False(move.IsOver(1_000 + linger - 1));
        Assert.True(move.Advance(1_000 + linger, 4, Limit).Next.IsOver(1_000 + linger));

        // Whoever comes meanwhile is moved, too, and it begins anew.
        move = move.Come("ben").Advance(2_000, 4, Limit).Next;
        Assert.False(move.IsOver(1_000 + linger));
        move = move.End("ben", moved: true).Advance(3_000, 4, Limit).Next;
        Assert.False(move.IsOver(3_000 + linger - 1));
        Assert.True(move.IsOver(3_000 + linger));
    }

    [Fact]
    public void Where_nobody_has_moved_nothing_is_waited_for()
    {
        Assert.True(Of().Advance(5, 4, Limit).Next.IsOver(5));
        var move = Of("ann").Advance(0, 4, Limit).Next.End("ann", moved: false);
        Assert.True(move.Advance(1, 4, Limit).Next.IsOver(1));
    }
}
