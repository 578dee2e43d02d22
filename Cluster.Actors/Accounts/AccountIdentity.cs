namespace Cluster.Actors.Accounts;

/// <summary>What an account may do on this server.</summary>
public enum AccountRole
{
    /// <summary>Opens rooms, and moderates where it goes unless the room names its moderators.</summary>
    Host,

    /// <summary>Also moderates rooms that name others.</summary>
    Admin,
}

/// <summary>Who is signed in: what a room and a page need to know of an account.</summary>
public sealed record AccountIdentity(AccountId Account, string Login, string Name, AccountRole Role);
