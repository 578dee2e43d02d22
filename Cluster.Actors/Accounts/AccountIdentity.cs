namespace Cluster.Actors.Accounts;

/// <summary>What an account may do beyond its own affairs.</summary>
public enum AccountRole
{
    /// <summary>May open rooms, and moderates where it goes.</summary>
    Host,

    /// <summary>The same, and moderates every room whoever its moderators are.</summary>
    Admin,
}

/// <summary>Somebody who is signed in: what rooms and pages need to know of an account that may log in.</summary>
/// <param name="Login">The name it logs in with.</param>
/// <param name="Name">The person's name for display.</param>
public sealed record AccountIdentity(AccountId Account, string Login, string Name, AccountRole Role)
{
    /// <summary>Whose it is, by id alone: names are not for logs.</summary>
    public override string ToString() => $"{nameof(AccountIdentity)} {Account}";
}
