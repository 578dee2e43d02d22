using System.Reflection;

namespace Cluster.Actors.Forming;

/// <summary>The version of what nodes say to each other. Nodes of different numbers cannot be in one cluster.</summary>
internal static class ClusterProtocol
{
    /// <summary>Raised when a message changes so that a node of the version before would misread it; new messages alone do not.</summary>
    public const int Number = 1;

    /// <summary>The program's version, for people.</summary>
    public static string Program =>
        typeof(ClusterProtocol).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Why these two cannot be in one cluster, as a sentence for the one that wants to join; null: they can.</summary>
    public static string? Compare(Knock joining, Knock member, string memberAddress) =>
        joining.Protocol != member.Protocol
            ? $"The node at {memberAddress} is Parley {member.Version} (protocol {member.Protocol}) and this one {joining.Version} (protocol {joining.Protocol}), which cannot be in one cluster: update through the versions between, or stop all nodes and start them with one version."
        : joining.Cluster != member.Cluster
            ? $"The node at {memberAddress} is in the cluster \"{member.Cluster}\" and this one is set to \"{joining.Cluster}\": correct parley.cluster.name or the seeds."
        : Shards("room-shards", joining.RoomShards, member.RoomShards, memberAddress)
            ?? Shards("bridge-shards", joining.BridgeShards, member.BridgeShards, memberAddress)
            ?? Shards("account-shards", joining.AccountShards, member.AccountShards, memberAddress)
            ?? (joining.Database != member.Database
                ? $"The node at {memberAddress} keeps everything in another database than this one: give all nodes the same --database."
                : null);

    private static string? Shards(string setting, int joining, int member, string memberAddress) => joining == member ? null
        : $"The node at {memberAddress} has parley.cluster.{setting} = {member} and this one {joining}, and it is the same for a cluster's whole life: set it to {member}.";
}
