namespace Cluster.Web.Admin;

// Accounts as the admin API shows and takes them. Times are Unix time in milliseconds.

/// <summary>An account. <paramref name="Role"/> is <c>host</c>, <c>operator</c> or <c>admin</c>; <paramref name="External"/> names whose sign-in it uses, if not ours.</summary>
public sealed record AdminUser(
    string Account,
    string Login,
    string Name,
    string Role,
    bool Disabled,
    bool HasPassword,
    string? External,
    long CreatedAtMs,
    long? LastSignInAtMs,
    IReadOnlyList<AdminLink> Links);

/// <summary>A one-time link that is still open: what it is for and until when, never the link itself.</summary>
public sealed record AdminLink(string Id, string Purpose, long ExpiresAtMs);

/// <summary>A new one-time link; it is shown this once.</summary>
public sealed record AdminNewLink(string Url, string Purpose, long ExpiresAtMs);

/// <summary>Accounts in the order of their login names; <paramref name="Next"/> is what to ask for as <c>after</c> when there are more.</summary>
public sealed record AdminUserList(IReadOnlyList<AdminUser> Users, string? Next);

/// <summary>An account, and the link that was made for it, if any.</summary>
public sealed record AdminUserAnswer(AdminUser User, AdminNewLink? Link = null);

/// <summary>A new account. With a password it can sign in at once, without one it gets a link.</summary>
public sealed record AdminUserAdd(string Login, string? Name = null, string? Role = null, string? Password = null, long? LinkLifetimeMs = null)
{
    /// <summary>Never the password.</summary>
    public override string ToString() => nameof(AdminUserAdd);
}

/// <summary>A change of an account: what is null stays.</summary>
public sealed record AdminUserPatch(string? Name = null, string? Role = null, bool? Disabled = null);

/// <summary>Asks for a link. <paramref name="Purpose"/>: <c>invite</c>, <c>reset</c>, or null for what fits; <paramref name="Keep"/>: the open ones stay valid.</summary>
public sealed record AdminLinkAdd(string? Purpose = null, long? LifetimeMs = null, bool Keep = false);

/// <summary>A password, an account's or a room's.</summary>
public sealed record AdminPassword(string Password)
{
    /// <summary>Never the password.</summary>
    public override string ToString() => nameof(AdminPassword);
}
