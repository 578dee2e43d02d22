using Microsoft.Extensions.Logging;

namespace Cluster.Web.Accounts;

/// <summary>What signing in and out writes to the log: ids and regions of addresses, never a name or a secret.</summary>
internal static partial class AccountLog
{
    [LoggerMessage(2110, LogLevel.Information, "Account {Account} signed in by {Way} from {Region}")]
    public static partial void SignedIn(ILogger log, string account, string way, string region);

    [LoggerMessage(2111, LogLevel.Information, "Sign-in from {Region} refused: {Code}")]
    public static partial void SignInRefused(ILogger log, string region, string code);

    [LoggerMessage(2112, LogLevel.Information, "Account {Account} signed out from {Region}")]
    public static partial void SignedOut(ILogger log, string account, string region);

    [LoggerMessage(2113, LogLevel.Information, "Account {Account} ended its sessions from {Region}")]
    public static partial void SessionsEnded(ILogger log, string account, string region);

    [LoggerMessage(2114, LogLevel.Information, "Account {Account} changed its password from {Region}")]
    public static partial void PasswordChanged(ILogger log, string account, string region);

    [LoggerMessage(2115, LogLevel.Information, "One-time link shown from {Region} refused: {Code}")]
    public static partial void LinkRefused(ILogger log, string region, string code);

    [LoggerMessage(2116, LogLevel.Information, "Account {Account} gave a wrong current password from {Region}: {Code}")]
    public static partial void PasswordRefused(ILogger log, string account, string region, string code);
}
