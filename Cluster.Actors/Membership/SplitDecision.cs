namespace Cluster.Actors.Membership;

/// <summary>What this node decided, or had decided for it, when nodes did not see each other; published on the event stream.</summary>
/// <param name="GoesOn">Whether this side goes on.</param>
/// <param name="Words">Why, as a sentence.</param>
internal sealed record SplitDecision(bool GoesOn, string Words);
