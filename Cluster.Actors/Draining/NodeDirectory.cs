using Akka.Actor;
using Akka.Cluster;
using Cluster.Actors.Membership;
using Cluster.Actors.Placement;
using Cluster.Actors.Rooms;

namespace Cluster.Actors.Draining;

/// <summary>A node as those see it who run the cluster.</summary>
/// <param name="Name">What it is called in commands: <c>host:port</c> among the nodes.</param>
/// <param name="IsSelf">Whether it is the one that was asked.</param>
/// <param name="IsReachable">Whether it is heard.</param>
/// <param name="Load">What its media is at; null: it has none, or was not heard of.</param>
public sealed record NodeDetails(
    string Name, bool IsSelf, bool IsReachable, IReadOnlyList<string> Roles, string? Region, NodeDrain Drain, NodeFigures? Load);

/// <summary>What a media node says of itself.</summary>
/// <param name="LoadPermille">How much of it is in use, 0 to 1000.</param>
public sealed record NodeFigures(int LoadPermille, int CpuPermille, long PacketsPerSecond, long Endpoints, long Bridges);

/// <summary>What <see cref="NodeDirectory"/> answers.</summary>
public abstract record NodeAnswer
{
    private NodeAnswer()
    {
    }

    /// <summary>The node as it is now.</summary>
    public sealed record Shown(NodeDetails Node) : NodeAnswer;

    /// <summary>Refused: <c>node-unknown</c>, <c>single-node</c>, <c>last-media-node</c>, <c>already-draining</c>, <c>drain-underway</c>, <c>not-draining</c>, <c>storage-unavailable</c>, <c>try-again</c>.</summary>
    public sealed record Refused(string Code, string Message) : NodeAnswer;
}

/// <summary>The cluster's nodes for the command line and the admin API: what they are, and emptying them.</summary>
public sealed class NodeDirectory
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_again = TimeSpan.FromMilliseconds(250);

    private readonly ActorSystem system;
    private readonly MediaNodes nodes;

    internal NodeDirectory(ActorSystem system, MediaNodes nodes) => (this.system, this.nodes) = (system, nodes);

    private Akka.Cluster.Cluster Own => AkkaCluster.Get(system);

    /// <summary>All nodes, by name.</summary>
    public async Task<IReadOnlyList<NodeDetails>> ListAsync() =>
        [.. (await Task.WhenAll(Members.Select(ShowAsync)).ConfigureAwait(false)).OrderBy(node => node.Name, StringComparer.Ordinal)];

    /// <summary>One node; null: this one.</summary>
    public Task<NodeAnswer> ShowAsync(string? name) => OnAsync(name, async member => new NodeAnswer.Shown(await ShowAsync(member).ConfigureAwait(false)));

    /// <summary>Begins to empty a node; null: this one.</summary>
    public Task<NodeAnswer> DrainAsync(string? name) => OnAsync(name, member => AskAsync(member, new DrainCommand.Begin(IsLeaving: false)));

    /// <summary>Lets a node take bridges again; null: this one.</summary>
    public Task<NodeAnswer> UndrainAsync(string? name) => OnAsync(name, member => AskAsync(member, new DrainCommand.End()));

    /// <summary>The address in the cluster of the node of that name; null: there is none.</summary>
    public string? AddressOf(string name) => Find(name)?.Address.ToString();

    /// <summary>
    /// Empties this node because it is about to stop, and returns when nothing is left on it, when there is nowhere to go, or when
    /// time is up.
    /// </summary>
    /// <returns>Whether nothing was left that could go.</returns>
    public async Task<bool> EmptyAsync(TimeSpan limit)
    {
        var until = DateTime.UtcNow + limit;
        while (DateTime.UtcNow < until)
        {
            switch (await DrainOfAsync(Own.SelfMember, new DrainCommand.Begin(IsLeaving: true)).ConfigureAwait(false))
            {
                case DrainReply.State { Drain.Stage: DrainStage.Drained } or DrainReply.Refused { Code: "single-node" or "last-media-node" }:
                    return true;
            }

            await Task.Delay(s_again).ConfigureAwait(false);
        }

        return false;
    }

    private IEnumerable<Member> Members => Own.State.Members.Where(member => member.Status is MemberStatus.Up or MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Leaving);

    private Member? Find(string name) =>
        Members.FirstOrDefault(member => NameOf(member) == name)
        ?? (Members.Where(member => member.Address.Host == name).ToList() is [var only] ? only : null);

    private static string NameOf(Member member) => NodeWords.Of(member.Address);

    private async Task<NodeAnswer> OnAsync(string? name, Func<Member, Task<NodeAnswer>> ask)
    {
        var member = name is null ? Own.SelfMember : Find(name);
        return member is null
            ? new NodeAnswer.Refused("node-unknown", $"There is no node \"{name}\" in the cluster: parley node list shows them.")
            : await ask(member).ConfigureAwait(false);
    }

    private async Task<NodeDetails> ShowAsync(Member member)
    {
        var address = member.Address.ToString();
        var reachable = !Own.State.Unreachable.Contains(member);
        var state = reachable && await DrainOfAsync(member, new DrainCommand.Look()).ConfigureAwait(false) is DrainReply.State known ? known.Drain : null;
        var load = nodes.LoadOf(address);
        return new NodeDetails(
            NameOf(member),
            member.UniqueAddress == Own.SelfUniqueAddress,
            reachable && state is not null,
            [.. member.Roles.Where(role => NodeRegion.Of([role]) is null).Order(StringComparer.Ordinal)],
            NodeRegion.Of(member.Roles),
            state ?? NodeDrain.None,
            load is null ? null : new NodeFigures(load.LoadPermille, load.CpuPermille, load.PacketsPerSecond, load.Endpoints, load.Bridges));
    }

    private async Task<NodeAnswer> AskAsync(Member member, DrainCommand command) => await DrainOfAsync(member, command).ConfigureAwait(false) switch
    {
        DrainReply.State => new NodeAnswer.Shown(await ShowAsync(member).ConfigureAwait(false)),
        DrainReply.Refused refused => new NodeAnswer.Refused(refused.Code, refused.Message),
        _ => new NodeAnswer.Refused("try-again", "The node did not answer in time. Try again in a moment."),
    };

    private async Task<DrainReply?> DrainOfAsync(Member member, DrainCommand command)
    {
        try
        {
            var path = member.UniqueAddress == Own.SelfUniqueAddress ? $"/user/{NodeDrainActor.Name}" : $"{member.Address}/user/{NodeDrainActor.Name}";
            return await system.ActorSelection(path).Ask<DrainReply>(command, s_patience).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
