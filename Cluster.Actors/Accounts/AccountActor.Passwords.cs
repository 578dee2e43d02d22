namespace Cluster.Actors.Accounts;

/// <summary>
/// New passwords and the links to set them. The journal is told first: a link that was used is used up even if the
/// node dies before the password is in its row, and never sets two.
/// </summary>
internal sealed partial class AccountActor
{
    private void PasswordsReady()
    {
        Command<AccountCommand.ChangePassword>(OnChangePassword);
        Command<AccountCommand.SetPassword>(OnSetPassword);
        Command<AccountCommand.LookAtLink>(OnLookAtLink);
        Command<AccountCommand.UseLink>(OnUseLink);
    }

    private void OnChangePassword(AccountCommand.ChangePassword it)
    {
        asking = Sender;
        if (!state.MayLogIn)
        {
            Answer(AccountRefusals.Unknown);
            return;
        }

        Guess(it.Current, AccountRefusals.PasswordWrong, row => Hash(row, it.Next, hash =>
            Carry(AccountDecisions.SetPassword(state, id, NowMs), () => TakePasswordAsync(hash, it.KeptSession))));
    }

    private void OnSetPassword(AccountCommand.SetPassword it) => WithRow(row => Hash(row, it.Next, hash =>
        Carry(AccountDecisions.SetPassword(state, id, NowMs), () => TakePasswordAsync(hash, keptSession: null))));

    private void OnLookAtLink(AccountCommand.LookAtLink it) => WithLink(it.SecretHash, (row, link) =>
        Answer(new AccountReply.LinkFound(row.Identity with { Role = state.Role }, link.Purpose, link.ExpiresAtMs)));

    private void OnUseLink(AccountCommand.UseLink it) => WithLink(it.SecretHash, (row, link) => Hash(row, it.Password, hash =>
        Carry(
            new AccountDecision(new AccountReply.Verified(row.Identity with { Role = state.Role }), new AccountEvent.LinkUsed(id, NowMs, link.Id)),
            async () =>
            {
                await TakePasswordAsync(hash, keptSession: null).ConfigureAwait(false);
                await services.Table.SignedInAsync(id, NowMs).ConfigureAwait(false);
            })));

    private void WithRow(Action<AccountRow> then)
    {
        asking = Sender;
        Work(services.Table.ReadAsync(id), row =>
        {
            if (row is null || !state.Exists)
            {
                Answer(AccountRefusals.Unknown);
            }
            else
            {
                then(row);
            }
        });
    }

    private void WithLink(string secretHash, Action<AccountRow, AccountLink> then) => WithRow(row =>
    {
        var (link, refusal) = AccountDecisions.FindLink(state, secretHash, NowMs);
        if (link is null)
        {
            Answer(refusal ?? AccountRefusals.LinkUnknown);
        }
        else
        {
            then(row, link);
        }
    });

    private void Hash(AccountRow row, string password, Action<string> then)
    {
        if (services.Rules.Check(password, row.Login.Value, row.Name) is { } problem)
        {
            Answer(new AccountReply.Refused(problem.Code, problem.Sentence));
            return;
        }

        Work(services.Passwords.HashAsync(password), hash =>
        {
            if (hash is null)
            {
                Answer(AccountRefusals.Busy);
            }
            else
            {
                then(hash);
            }
        });
    }

    private async Task TakePasswordAsync(string hash, string? keptSession)
    {
        await services.Table.SetHashAsync(id, hash).ConfigureAwait(false);
        await services.Sessions.RemoveOthersAsync(id, keptSession).ConfigureAwait(false);
    }
}
