namespace Cluster.Web.Admin;

/// <summary>What an endpoint of the admin API asks of its caller.</summary>
public enum AdminScope
{
    /// <summary>Nothing: it says the same to everybody.</summary>
    Open,

    /// <summary>To see, and to change nothing: operators have it, and keys made with it.</summary>
    Read,

    /// <summary>To change rooms and to moderate meetings.</summary>
    Rooms,

    /// <summary>To make and change accounts. A key with it cannot make or touch administrators.</summary>
    Users,

    /// <summary>To change settings.</summary>
    Settings,

    /// <summary>To drain nodes and to move rooms between them.</summary>
    Nodes,

    /// <summary>To read <c>/metrics</c>, and nothing else: operators have it, too.</summary>
    Metrics,

    /// <summary>To make and remove API keys: administrators only, no key has it.</summary>
    Keys,

    /// <summary>Only on the node's own socket.</summary>
    Socket,
}

/// <summary>Scopes as keys and the API write them.</summary>
internal static class AdminScopes
{
    /// <summary>Those a key can have.</summary>
    public static readonly IReadOnlyList<AdminScope> OfKeys = [AdminScope.Read, AdminScope.Rooms, AdminScope.Users, AdminScope.Settings, AdminScope.Nodes, AdminScope.Metrics];

    /// <summary>The word for a scope.</summary>
    public static string NameOf(AdminScope scope) => scope.ToString().ToLowerInvariant();

    /// <summary>The scope a word means, of those a key can have; null: none.</summary>
    public static AdminScope? OfKey(string word) => OfKeys.Where(scope => NameOf(scope) == word).Select(scope => (AdminScope?)scope).FirstOrDefault();
}
