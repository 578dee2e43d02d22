using Cluster.Actors.Placement;

namespace Cluster.Actors.Draining;

/// <summary>Whether a node may be drained now. Pure.</summary>
internal static class DrainRules
{
    /// <summary>Why not; null: it may.</summary>
    /// <param name="stage">How it stands on the node.</param>
    /// <param name="self">The node's address.</param>
    /// <param name="nodes">Addresses of all nodes that are up, this one included.</param>
    /// <param name="media">What media nodes say of themselves, this one included where it is one.</param>
    public static DrainReply.Refused? Refuse(DrainStage stage, string self, IReadOnlyCollection<string> nodes, IReadOnlyList<NodeLoad> media)
    {
        if (stage != DrainStage.Serving)
        {
            return new DrainReply.Refused("already-draining", stage == DrainStage.Drained ? "This node is drained already." : "This node drains already.");
        }

        if (nodes.All(node => node == self))
        {
            return new DrainReply.Refused("single-node", "This node is the only one: there is nowhere to go.");
        }

        return media.Any(node => node.Node == self) && media.All(node => node.Node == self || node.IsDraining || !nodes.Contains(node.Node))
            ? new DrainReply.Refused("last-media-node", "No other node takes media: there is nowhere to go. Undrain one, or add one, first.")
            : null;
    }
}
