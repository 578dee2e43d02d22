namespace Cluster.Actors.Accounts;

/// <summary>What accounts say when they refuse; one sentence for each, whoever refuses.</summary>
internal static class AccountRefusals
{
    /// <summary>For a wrong password, an unknown name, an account that is disabled or has no password: never which.</summary>
    public static readonly AccountReply.Refused LoginFailed = new("login-failed", "Name or password is wrong.");

    public static readonly AccountReply.Refused NoStore = new("storage-unavailable", "The database does not answer. Try again in a moment.");

    public static readonly AccountReply.Refused Busy = new("try-again", "The server is busy. Try again in a moment.");

    public static readonly AccountReply.Refused NoAnswer = new("try-again", "The account's node does not answer. Try again in a moment.");

    public static readonly AccountReply.Refused Unknown = new("account-unknown", "There is no such account.");

    public static readonly AccountReply.Refused Disabled = new("account-disabled", "This account is disabled. Ask whoever runs this server.");

    public static readonly AccountReply.Refused Taken = new("login-taken", "Somebody has this login name already.");

    public static readonly AccountReply.Refused LinkUnknown = new("link-unknown", "This link does not open anything. Ask for a new one.");

    public static readonly AccountReply.Refused LinkExpired = new("link-expired", "This link has expired. Ask for a new one.");

    public static readonly AccountReply.Refused LinkUsed =
        new("link-used", "This link was used already. Sign in with the password that was set with it, or ask for a new link.");

    public static readonly AccountReply.Refused PasswordWrong = new("password-wrong", "The present password is wrong.");

    public static AccountReply.Refused TooMany(TimeSpan wait) => new(
        "too-many-attempts",
        "There were too many wrong passwords. Wait a little and try again.",
        (int)Math.Min(int.MaxValue, Math.Ceiling(wait.TotalMilliseconds)));

    public static AccountReply.Refused BadName(int charsMax) => new("bad-request", $"A name has 1 to {charsMax} characters.");
}
