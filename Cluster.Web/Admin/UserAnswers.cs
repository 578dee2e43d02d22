using Cluster.Actors.Accounts;

namespace Cluster.Web.Admin;

/// <summary>Turns what the account directory says into what the admin API says.</summary>
internal static class UserAnswers
{
    /// <summary>The account as it is.</summary>
    public static async Task<AdminUser> ReadAsync(this AccountDirectory accounts, AccountId account) =>
        Show((await accounts.ShowAsync(account).ConfigureAwait(false)).OrThrow<AccountReply.Shown>().Summary);

    /// <summary>Refuses as the directory does.</summary>
    public static void OrThrow(this AccountReply reply) => reply.OrThrow<AccountReply>();

    /// <summary>The same, and the answer that was hoped for.</summary>
    public static T OrThrow<T>(this AccountReply reply)
        where T : AccountReply => reply switch
        {
            AccountReply.Refused refused => throw new AdminRefusal(refused.Code, refused.Message),
            T hoped => hoped,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>An account as the API shows it.</summary>
    public static AdminUser Show(AccountSummary account) => new(
        account.Account.Value,
        account.Login,
        account.Name,
        AccountRoles.NameOf(account.Role),
        account.Disabled,
        account.HasPassword,
        account.External,
        account.CreatedAtMs,
        account.LastSignInAtMs,
        [.. account.Links.Select(link => new AdminLink(link.Id, Word(link.Purpose), link.ExpiresAtMs))]);

    /// <summary>The word for a purpose.</summary>
    public static string Word(LinkPurpose purpose) => purpose == LinkPurpose.Reset ? "reset" : "invite";

    /// <summary>The purpose a word means; null when nothing is said.</summary>
    public static LinkPurpose? Purpose(string? word) => word switch
    {
        null => null,
        "invite" => LinkPurpose.Invite,
        "reset" => LinkPurpose.Reset,
        _ => throw AdminRefusal.BadRequest("A link's purpose is invite or reset."),
    };

    /// <summary>The role a word means; null when nothing is said.</summary>
    public static AccountRole? Role(string? word) =>
        word is null ? null : AccountRoles.Of(word) ?? throw AdminRefusal.BadRequest("A role is host, operator or admin.");
}
