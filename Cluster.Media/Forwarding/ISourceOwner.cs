namespace Cluster.Media.Forwarding;

/// <summary>Where a source comes from: an endpoint of this part of the bridge, or a relay from another part.</summary>
internal interface ISourceOwner
{
    /// <summary>A layer of <paramref name="source"/> is wanted now that nobody wanted before, or nobody wants one any more.</summary>
    void NoteDemand(Source source);
}
