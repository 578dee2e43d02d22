namespace Cluster.Web;

/// <summary>Signing in with the accounts of an OpenID Connect provider; documented in <c>hocon/reference.conf</c> under <c>parley.accounts.oidc</c>.</summary>
public sealed record OidcSettings
{
    /// <summary>The provider's issuer address; <c>https</c>, or <c>http</c> on loopback for trying out.</summary>
    public Uri Authority { get; init; } = new("https://localhost");

    /// <summary>What the provider knows this server as.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>A file with the secret the provider gave for it; empty: a client without a secret.</summary>
    public string ClientSecretFile { get; init; } = "";

    /// <summary>What is in that file, without the line's end; null when no file is named.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read by this user.</exception>
    public string? ReadClientSecret() => ClientSecretFile.Length > 0 ? File.ReadAllText(ClientSecretFile).Trim() : null;

    /// <summary>What stands on the button.</summary>
    public string Label { get; init; } = "";

    /// <summary>What is asked for; <c>openid</c> is always among it.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile"];

    /// <summary>The claim that becomes the login name of a new account.</summary>
    public string LoginClaim { get; init; } = "preferred_username";

    /// <summary>The claim with the name people see.</summary>
    public string NameClaim { get; init; } = "name";

    /// <summary>The claim that decides the role; dots lead into objects, as in <c>realm_access.roles</c>.</summary>
    public string RoleClaim { get; init; } = "groups";

    /// <summary>Values of the role claim that make a host; empty: everybody who can sign in there is one.</summary>
    public IReadOnlyList<string> HostValues { get; init; } = [];

    /// <summary>Values of the role claim that make an administrator.</summary>
    public IReadOnlyList<string> AdminValues { get; init; } = [];
}
