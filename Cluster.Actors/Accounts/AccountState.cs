using System.Diagnostics;

namespace Cluster.Actors.Accounts;

/// <summary>What an account is, from its journal alone.</summary>
internal sealed record AccountState(bool Exists, bool Disabled)
{
    /// <summary>An id that nobody has.</summary>
    public static readonly AccountState Nobody = new(false, false);

    /// <summary>Whether it may log in with the right password.</summary>
    public bool MayLogIn => Exists && !Disabled;

    /// <summary>The state after an event.</summary>
    public AccountState Apply(AccountEvent happened) => happened switch
    {
        AccountEvent.Created => this with { Exists = true },
        AccountEvent.Disabled => this with { Disabled = true },
        _ => throw new UnreachableException(),
    };
}
