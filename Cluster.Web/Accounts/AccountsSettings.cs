namespace Cluster.Web;

/// <summary>Settings of signing in; documented in <c>hocon/reference.conf</c> under <c>parley.accounts</c>.</summary>
public sealed record AccountsSettings
{
    /// <summary>How long this node believes a session it has checked. So long an ended one may go on here.</summary>
    public TimeSpan SessionCheckInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a session that was checked goes on while the database does not answer.</summary>
    public TimeSpan SessionGrace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Sessions this node remembers to have checked.</summary>
    public int SessionsRememberedMax { get; init; } = 10_000;

    /// <summary>Sign-in by another's accounts; null: only our own.</summary>
    public OidcSettings? Oidc { get; init; }
}
