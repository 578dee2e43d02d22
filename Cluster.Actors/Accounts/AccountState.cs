using System.Diagnostics;

namespace Cluster.Actors.Accounts;

/// <summary>What an account is, from its journal alone.</summary>
internal sealed record AccountState(bool Exists, bool Disabled, AccountRole Role, AccountLinks Links, bool Removed)
{
    /// <summary>An id that nobody has.</summary>
    public static readonly AccountState Nobody = new(false, false, AccountRole.Host, AccountLinks.None, false);

    /// <summary>Whether it may log in with the right password.</summary>
    public bool MayLogIn => Exists && !Disabled;

    /// <summary>The state after an event. Nothing follows a removal.</summary>
    public AccountState Apply(AccountEvent happened) => Removed ? this : happened switch
    {
        AccountEvent.Created it => this with { Exists = true, Role = it.Role },
        AccountEvent.Disabled => this with { Disabled = true },
        AccountEvent.Enabled => this with { Disabled = false },
        AccountEvent.RoleChanged it => this with { Role = it.Role },
        AccountEvent.LinkMade it => this with
        {
            Links = Links.Add(new AccountLink(it.Link, it.SecretHash, it.Purpose, it.ExpiresAtMs), it.AtMs),
        },
        AccountEvent.LinkUsed it => this with { Links = Links.Use(it.Link, it.AtMs) },
        AccountEvent.LinksRevoked it => this with { Links = Links.Void(it.AtMs) },
        AccountEvent.PasswordSet it => this with { Links = Links.Void(it.AtMs) },
        AccountEvent.Removed => Nobody with { Removed = true },
        _ => throw new UnreachableException(),
    };
}
