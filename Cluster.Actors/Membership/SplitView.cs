using System.Collections.Immutable;
using Akka.Cluster;

namespace Cluster.Actors.Membership;

/// <summary>How many nodes are on this side of a split, and how many on the other.</summary>
/// <param name="Here">Members that can be reached, this one among them.</param>
/// <param name="There">Members that cannot be reached.</param>
/// <param name="ComingHere">Nodes on their way in that can be reached, which the other side may count already.</param>
/// <param name="ComingThere">And those that cannot.</param>
internal readonly record struct SplitView(int Here, int There, int ComingHere, int ComingThere)
{
    /// <summary>Which part goes on: this one, the other (false), or null: neither is the larger part for sure.</summary>
    public bool? ThisGoesOn =>
        Here > There + ComingThere ? true
        : Here + ComingHere < There ? false
        : null;

    /// <summary>Counts. Who cannot be reached but has seen the newest news is on this side: only some ways between nodes are cut.</summary>
    public static SplitView Of(ClusterEvent.CurrentClusterState state)
    {
        var away = state.Unreachable.Where(member => !state.SeenBy.Contains(member.Address)).Select(member => member.UniqueAddress).ToImmutableHashSet();
        var counting = state.Members.Where(member => member.Status is MemberStatus.Up or MemberStatus.Leaving).ToArray();
        var coming = state.Members.Where(member => member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp).ToArray();
        return new SplitView(counting.Count(IsHere), counting.Count(IsAway), coming.Count(IsHere), coming.Count(IsAway));

        bool IsAway(Member member) => away.Contains(member.UniqueAddress);
        bool IsHere(Member member) => !IsAway(member);
    }
}
