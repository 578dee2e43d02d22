using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;

namespace Cluster.Actors.Placement;

/// <summary>
/// Says on which node a shard lives. A new one goes to the node with the fewest, or, where nodes claim theirs, to the
/// one that first sent something into it. Only shards without entities ever move by themselves, from the node with the
/// most to the one with the fewest: nobody's meeting is cut for the sake of balance.
/// </summary>
/// <param name="nodes">Tells who is draining: such a node gets no shard.</param>
/// <param name="claimed">Whether a shard goes to the node that asks for it.</param>
/// <param name="offer">At most so many of a region's shards that have no entities and may move.</param>
internal sealed class EmptyShardAllocation(
    MediaNodes nodes, bool claimed, Func<ActorSystem, IActorRef, int, Task<IEnumerable<string>>> offer)
    : IActorSystemDependentAllocationStrategy
{
    private const int MovesAtOnceMax = 16;

    private ActorSystem? system;

    /// <inheritdoc/>
    public void Start(ActorSystem system) => this.system = system;

    /// <inheritdoc/>
    public Task<IActorRef> AllocateShard(
        IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations)
    {
        var members = Members();
        var able = currentShardAllocations.Where(region => IsAble(region.Key, members)).ToList();
        var chosen = claimed && able.Any(region => region.Key.Equals(requester))
            ? requester
            : able.Count > 0
                ? able.MinBy(region => region.Value.Count).Key
                : currentShardAllocations.MinBy(region => region.Value.Count).Key;
        return Task.FromResult(chosen);
    }

    /// <inheritdoc/>
    public async Task<IImmutableSet<string>> Rebalance(
        IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress)
    {
        var members = Members();
        var able = currentShardAllocations.Where(region => IsAble(region.Key, members)).OrderBy(region => region.Value.Count).ToList();
        if (able.Count < 2 || rebalanceInProgress.Count > 0 || !IsQuiet())
        {
            return ImmutableHashSet<string>.Empty;
        }

        var (fewest, most) = (able[0].Value, able[^1].Value);
        var moves = Math.Min((most.Count - fewest.Count) / 2, MovesAtOnceMax);
        return moves == 0
            ? ImmutableHashSet<string>.Empty
            : [.. (await offer(system!, able[^1].Key, moves).ConfigureAwait(false)).Where(most.Contains)];
    }

    // A move needs every node's consent: with one that is silent, or about to come, it would only wait.
    private bool IsQuiet()
    {
        var state = AkkaCluster.Get(system!).State;
        return state.Unreachable.IsEmpty && state.Members.All(member => member.Status is MemberStatus.Up);
    }

    private Dictionary<Address, MemberStatus> Members() =>
        AkkaCluster.Get(system!).State.Members.ToDictionary(member => member.Address, member => member.Status);

    private bool IsAble(IActorRef region, Dictionary<Address, MemberStatus> members)
    {
        var address = AddressOf(region);
        return members.GetValueOrDefault(address) is MemberStatus.Up && !nodes.IsDraining(address.ToString());
    }

    private Address AddressOf(IActorRef region) =>
        region.Path.Address.HasLocalScope ? AkkaCluster.Get(system!).SelfAddress : region.Path.Address;
}
