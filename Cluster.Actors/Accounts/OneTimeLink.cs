namespace Cluster.Actors.Accounts;

/// <summary>What a one-time link is for; both let its holder set the account's password once.</summary>
public enum LinkPurpose
{
    /// <summary>The account is new.</summary>
    Invite,

    /// <summary>The password is forgotten.</summary>
    Reset,
}

/// <summary>A one-time link as it is handed out, once: nobody can be told the token again.</summary>
/// <param name="Token">64 characters of base64url: the account's id and 256 random bits.</param>
/// <param name="ExpiresAtMs">Milliseconds since 1970.</param>
public sealed record OneTimeLink(string Token, LinkPurpose Purpose, long ExpiresAtMs)
{
    /// <summary>Never the token.</summary>
    public override string ToString() => $"{nameof(OneTimeLink)} {Purpose}";
}

/// <summary>A one-time link as lists show it.</summary>
/// <param name="Id">Names the link and does not open it.</param>
/// <param name="ExpiresAtMs">Milliseconds since 1970.</param>
public sealed record LinkSummary(string Id, LinkPurpose Purpose, long ExpiresAtMs);
