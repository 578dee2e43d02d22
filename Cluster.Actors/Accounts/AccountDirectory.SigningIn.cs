using System.Data.Common;
using System.Net;

namespace Cluster.Actors.Accounts;

/// <summary>The ways in: a password, a one-time link, another provider's word.</summary>
public sealed partial class AccountDirectory
{
    private const int NumberedMax = 50;

    /// <summary>
    /// Checks a login: <see cref="AccountReply.Verified"/>. A name nobody has, an account that is disabled or without
    /// a password and a wrong password are refused in the same words after the same time. Refusals:
    /// <c>login-failed</c>, <c>too-many-attempts</c> with the time to wait, <c>storage-unavailable</c>, <c>try-again</c>.
    /// </summary>
    /// <param name="login"><c>ann</c>, or <c>ann@domain</c> with a domain of this server.</param>
    /// <param name="from">Who asks; null for the command line, which nobody guesses through.</param>
    /// <param name="host">The host the request named, which counts as a domain of this server.</param>
    public async Task<AccountReply> VerifyAsync(string login, string password, IPAddress? from, string? host)
    {
        if (from is not null && guard.Enter(from) is { } wait)
        {
            return AccountRefusals.TooMany(wait);
        }

        var names = LoginName.Candidates(login, settings.AccountDomains, host);
        var reply = names.Count == 0
            ? await AskAsync(new AccountCommand.Verify(Decoy.OfNoName, password)).ConfigureAwait(false)
            : await VerifyAsync(names, password).ConfigureAwait(false);

        // Only a wrong guess counts against the address: not what the server could not judge.
        if (from is not null && reply is not AccountReply.Refused { Code: "login-failed" or "too-many-attempts" })
        {
            guard.Forgive(from);
        }

        return reply;
    }

    /// <summary>
    /// Makes a one-time link: <see cref="AccountReply.Linked"/>. With <see cref="AccountLinks.OpenMax"/> open already
    /// the oldest becomes void. Refusals: <c>account-unknown</c>, <c>account-disabled</c>, <c>storage-unavailable</c>, <c>try-again</c>.
    /// </summary>
    public Task<AccountReply> InviteAsync(AccountId account, LinkPurpose purpose, TimeSpan lifetime) =>
        AskAsync(new AccountCommand.Invite(account, purpose, (long)lifetime.TotalMilliseconds));

    /// <summary>Makes all open links void. Refusals: <c>account-unknown</c>, <c>storage-unavailable</c>, <c>try-again</c>.</summary>
    public Task<AccountReply> RevokeLinksAsync(AccountId account) => AskAsync(new AccountCommand.RevokeLinks(account));

    /// <summary>
    /// Whom a link is for, without using it: <see cref="AccountReply.LinkFound"/>. Refusals: <c>link-unknown</c>,
    /// <c>link-expired</c>, <c>link-used</c>, <c>storage-unavailable</c>, <c>try-again</c>.
    /// </summary>
    public Task<AccountReply> LookAtLinkAsync(string token) =>
        LinkAsync(token, (account, secretHash) => new AccountCommand.LookAtLink(account, secretHash));

    /// <summary>
    /// Sets the password by a link, which is used up with that, and ends all sessions: <see cref="AccountReply.Verified"/>.
    /// Refusals: those of <see cref="LookAtLinkAsync"/> and of the password; a refused password does not use the link up.
    /// </summary>
    public Task<AccountReply> UseLinkAsync(string token, string password) =>
        LinkAsync(token, (account, secretHash) => new AccountCommand.UseLink(account, secretHash, password));

    /// <summary>
    /// Lets somebody in whom another provider vouches for: <see cref="AccountReply.Verified"/>. The first time an
    /// account is made, with a number after its login name if somebody has that already; later its name and role are
    /// what the provider says. Refusals: <c>account-disabled</c>, <c>bad-request</c>, <c>storage-unavailable</c>, <c>try-again</c>.
    /// </summary>
    /// <param name="subject">The provider's own id of the person, which never changes.</param>
    public async Task<AccountReply> SignInExternalAsync(string provider, string subject, string login, string name, AccountRole role)
    {
        if (provider.Length is 0 or > 200 || subject.Length is 0 or > 255)
        {
            return new AccountReply.Refused("bad-request", "The provider did not say who this is.");
        }

        try
        {
            return await SignInExternalAsync(new ExternalIdentity(provider, subject), login, name, role).ConfigureAwait(false);
        }
        catch (DbException)
        {
            return AccountRefusals.NoStore;
        }
    }

    private async Task<AccountReply> SignInExternalAsync(ExternalIdentity external, string login, string name, AccountRole role)
    {
        var wanted = ExternalName.LoginOf(login);
        var shown = ExternalName.DisplayOf(name, wanted, settings.NameChars);
        for (var number = 1; number <= NumberedMax; number++)
        {
            if (await table.FindAsync(external).ConfigureAwait(false) is { } known)
            {
                return await AskAsync(new AccountCommand.SignInExternal(known, shown, role)).ConfigureAwait(false);
            }

            var free = ExternalName.Numbered(wanted, number);
            if (await table.FindAsync(free).ConfigureAwait(false) is null)
            {
                var reply = await AskAsync(new AccountCommand.AddExternal(
                    AccountId.New(), free, shown, role, external.Provider, external.Subject)).ConfigureAwait(false);
                if (reply is not AccountReply.Refused { Code: "login-taken" })
                {
                    return reply;
                }
            }
        }

        return AccountRefusals.Taken;
    }

    private async Task<AccountReply> VerifyAsync(IReadOnlyList<AccountName> names, string password)
    {
        try
        {
            AccountId? found = null;
            foreach (var name in names)
            {
                found ??= await table.FindAsync(name).ConfigureAwait(false);
            }

            return await AskAsync(new AccountCommand.Verify(found ?? Decoy.Of(names[^1]), password)).ConfigureAwait(false);
        }
        catch (DbException)
        {
            return AccountRefusals.NoStore;
        }
    }

    // An account that is not there is not woken: whoever makes up tokens costs a look into the table each.
    private async Task<AccountReply> LinkAsync(string token, Func<AccountId, string, AccountCommand> command)
    {
        try
        {
            return LinkToken.TryRead(token, out var account, out var secretHash) && await table.HasAsync(account).ConfigureAwait(false)
                ? await AskAsync(command(account, secretHash)).ConfigureAwait(false)
                : AccountRefusals.LinkUnknown;
        }
        catch (DbException)
        {
            return AccountRefusals.NoStore;
        }
    }
}
