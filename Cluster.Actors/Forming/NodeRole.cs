namespace Cluster.Actors;

/// <summary>What a node does for its cluster.</summary>
public enum NodeRole
{
    /// <summary>Serves browsers: the client, signalling and the API.</summary>
    Web,

    /// <summary>Hosts rooms, participants and accounts.</summary>
    Rooms,

    /// <summary>Forwards media and hosts bridges.</summary>
    Media,
}

/// <summary>Roles as the engine knows them.</summary>
internal static class NodeRoles
{
    /// <summary>All there are: what a node on its own has.</summary>
    public static readonly IReadOnlyList<NodeRole> All = Enum.GetValues<NodeRole>();

    /// <summary>The role's name in the cluster; never changes.</summary>
    public static string NameOf(NodeRole role) => role switch
    {
        NodeRole.Web => "web",
        NodeRole.Rooms => "rooms",
        NodeRole.Media => "media",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
