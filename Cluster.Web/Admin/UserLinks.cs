using Cluster.Actors;
using Cluster.Actors.Accounts;

namespace Cluster.Web.Admin;

/// <summary>Makes one-time links and turns them into what a person can open.</summary>
internal sealed class UserLinks(AccountDirectory accounts, ActorsSettings settings, string publicUrl)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(365);

    /// <summary>How long a link lives; as configured when nobody says.</summary>
    public TimeSpan Lifetime(LinkPurpose purpose, long? ms) => ms switch
    {
        null => purpose == LinkPurpose.Reset ? settings.ResetLifetime : settings.InviteLifetime,
        { } asked when asked >= s_shortest.TotalMilliseconds && asked <= s_longest.TotalMilliseconds => TimeSpan.FromMilliseconds(asked),
        _ => throw AdminRefusal.BadRequest("A link lives for 1 minute to 365 days."),
    };

    /// <summary>The token stands behind the #: no server on the way logs what a browser does not send.</summary>
    public AdminNewLink Show(OneTimeLink link) =>
        new($"{publicUrl}/account/link#{link.Token}", UserAnswers.Word(link.Purpose), link.ExpiresAtMs);

    /// <summary>A link for an account there is; those still open end unless they are kept.</summary>
    public async Task<AdminUserAnswer> AddAsync(AccountId account, AdminLinkAdd asked)
    {
        var user = await accounts.ReadAsync(account).ConfigureAwait(false);
        var purpose = UserAnswers.Purpose(asked.Purpose) ?? (user.HasPassword ? LinkPurpose.Reset : LinkPurpose.Invite);
        var lifetime = Lifetime(purpose, asked.LifetimeMs);
        if (!asked.Keep)
        {
            (await accounts.RevokeLinksAsync(account).ConfigureAwait(false)).OrThrow();
        }

        var linked = (await accounts.InviteAsync(account, purpose, lifetime).ConfigureAwait(false)).OrThrow<AccountReply.Linked>();
        return new AdminUserAnswer(await accounts.ReadAsync(account).ConfigureAwait(false), Show(linked.Link));
    }
}
