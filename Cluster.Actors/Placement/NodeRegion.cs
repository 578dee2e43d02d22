namespace Cluster.Actors.Placement;

/// <summary>Where a node stands, said to all others as one of its roles: so every node knows it of every other without asking.</summary>
internal static class NodeRegion
{
    private const string Prefix = "region-";

    /// <summary>The roles that say it; none where no region is configured.</summary>
    public static IEnumerable<string> RolesOf(string region) => region.Length == 0 ? [] : [Prefix + region];

    /// <summary>The region that these roles say; null: none.</summary>
    public static string? Of(IEnumerable<string> roles) =>
        roles.FirstOrDefault(role => role.StartsWith(Prefix, StringComparison.Ordinal))?[Prefix.Length..];
}
