using System.Diagnostics;
using Cluster.Actors.Serialization;

namespace Cluster.Actors.Policy;

/// <summary>A setting that was changed at run time.</summary>
/// <param name="AtMs">When, Unix time in milliseconds.</param>
public sealed record PolicyChange(string Key, string Value, long AtMs);

/// <summary>What of the policy was changed at run time, and how it is told to every node.</summary>
/// <param name="Version">Counts up with each change, so that an older word does not undo a newer one.</param>
internal sealed record PolicyRecord(long Version, IReadOnlyList<PolicyChange> Changed) : IParleyMessage
{
    /// <summary>Nothing was.</summary>
    public static readonly PolicyRecord Empty = new(0, []);

    /// <summary>The record after an event.</summary>
    public PolicyRecord Apply(PolicyEvent happened) => happened switch
    {
        PolicyEvent.Changed it => new PolicyRecord(
            Version + 1, [.. Changed.Where(change => change.Key != it.Key), new PolicyChange(it.Key, it.Value, it.AtMs)]),
        PolicyEvent.Reset it => new PolicyRecord(Version + 1, [.. Changed.Where(change => change.Key != it.Key)]),
        _ => throw new UnreachableException(),
    };
}
