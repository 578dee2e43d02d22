using Cluster.Actors.Accounts;
using Cluster.Actors.Policy;

namespace Cluster.Web.Accounts;

// What the account pages and the server say to each other, as JSON.

/// <summary>Who is signed in, and what a page must know of the server to offer the right things.</summary>
/// <param name="Account">Null: nobody is signed in.</param>
/// <param name="PasswordCharsMin">Fewest characters of an account's password.</param>
/// <param name="Oidc">Null: no other provider's accounts are taken.</param>
public sealed record Me(MeAccount? Account, MeRooms Rooms, int PasswordCharsMin, MeOidc? Oidc);

/// <summary>The account of whoever asks.</summary>
public sealed record MeAccount(string Login, string Name, AccountRole Role);

/// <summary>What holds for rooms on this server.</summary>
public sealed record MeRooms(RoomCreation Creation);

/// <summary>The identity provider whose accounts are taken.</summary>
/// <param name="Label">What stands on its button.</param>
/// <param name="EndSession">Where to sign out of the provider too, after signing out here; null: it offers none.</param>
public sealed record MeOidc(string Label, string? EndSession);

/// <summary>Signs in with a password.</summary>
public sealed record SignInRequest(string Login, string Password)
{
    /// <summary>Never what is in it.</summary>
    public override string ToString() => nameof(SignInRequest);
}

/// <summary>Changes one's own password.</summary>
public sealed record PasswordRequest(string Current, string Next)
{
    /// <summary>Never what is in it.</summary>
    public override string ToString() => nameof(PasswordRequest);
}

/// <summary>Looks at a one-time link before using it.</summary>
public sealed record LinkLookRequest(string Token)
{
    /// <summary>Never what is in it.</summary>
    public override string ToString() => nameof(LinkLookRequest);
}

/// <summary>Sets a password by a one-time link.</summary>
public sealed record LinkUseRequest(string Token, string Password)
{
    /// <summary>Never what is in it.</summary>
    public override string ToString() => nameof(LinkUseRequest);
}

/// <summary>What a one-time link is for.</summary>
public sealed record LinkView(string Login, string Name, LinkPurpose Purpose, long ExpiresAtMs, int PasswordCharsMin);

/// <summary>One's own sessions.</summary>
public sealed record SessionsView(IReadOnlyList<SessionView> Sessions);

/// <summary>One browser that is signed in.</summary>
/// <param name="Id">Names it for ending it; it is not what the cookie holds.</param>
/// <param name="Agent">Browser and system, such as "Firefox on Linux".</param>
/// <param name="Current">Whether it is the one that asks.</param>
public sealed record SessionView(string Id, long CreatedAtMs, long LastSeenAtMs, string Agent, string Address, bool Current);
