namespace Cluster.Web.Admin;

// API keys as the admin API shows and takes them. Times are Unix time in milliseconds.

/// <summary>A key for programs.</summary>
/// <param name="CreatedBy">The login name of who made it; null: a command on the socket, or an account that is gone.</param>
/// <param name="LastUsedAtMs">To the minute; null: never.</param>
public sealed record AdminKey(string Id, string Name, IReadOnlyList<string> Scopes, long CreatedAtMs, string? CreatedBy, long? LastUsedAtMs);

/// <summary>All keys, the newest first.</summary>
public sealed record AdminKeyList(IReadOnlyList<AdminKey> Keys);

/// <summary>A new key: its name, for people, and what it may do (<c>read</c>, <c>rooms</c>, <c>users</c>, <c>settings</c>, <c>nodes</c>, <c>metrics</c>).</summary>
public sealed record AdminKeyAdd(string Name, IReadOnlyList<string> Scopes);

/// <summary>A new key; <paramref name="Secret"/> is shown this once.</summary>
public sealed record AdminNewKey(AdminKey Key, string Secret)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => nameof(AdminNewKey);
}
