namespace Cluster.Actors.Accounts;

/// <summary>What an account may do beyond its own affairs.</summary>
public enum AccountRole
{
    /// <summary>May open rooms, and moderates where it goes.</summary>
    Host,

    /// <summary>The same, moderates every room whoever its moderators are, and runs the cluster.</summary>
    Admin,

    /// <summary>As a host, and sees how the cluster is, without changing anything.</summary>
    Operator,
}

/// <summary>Roles as the database and the API write them.</summary>
public static class AccountRoles
{
    /// <summary>The word for a role.</summary>
    public static string NameOf(AccountRole role) => role.ToString().ToLowerInvariant();

    /// <summary>The role that a word means; null: none.</summary>
    public static AccountRole? Of(string word) => word switch
    {
        "host" => AccountRole.Host,
        "admin" => AccountRole.Admin,
        "operator" => AccountRole.Operator,
        _ => null,
    };
}

/// <summary>Somebody who is signed in: what rooms and pages need to know of an account that may log in.</summary>
/// <param name="Login">The name it logs in with.</param>
/// <param name="Name">The person's name for display.</param>
public sealed record AccountIdentity(AccountId Account, string Login, string Name, AccountRole Role)
{
    /// <summary>Whose it is, by id alone: names are not for logs.</summary>
    public override string ToString() => $"{nameof(AccountIdentity)} {Account}";
}
