namespace Cluster.Actors.Accounts;

/// <summary>Who somebody is: shown by a password, by another provider's word, or known already.</summary>
internal sealed partial class AccountActor
{
    private void SigningInReady()
    {
        Command<AccountCommand.Verify>(OnVerify);
        Command<AccountCommand.SignInExternal>(OnSignInExternal);
        Command<AccountCommand.Identify>(_ => Read(state.MayLogIn, row => new AccountReply.Verified(row.Identity with { Role = state.Role })));
        Command<AccountCommand.Show>(_ => Read(state.Exists, row => new AccountReply.Shown(row.With(state).SummaryAt(NowMs))));
    }

    private void OnVerify(AccountCommand.Verify it)
    {
        asking = Sender;
        Guess(it.Password, AccountRefusals.LoginFailed, row => SignedIn(row));
    }

    /// <summary>Checks a password behind the gate that slows guesses down.</summary>
    private void Guess(string password, AccountReply.Refused wrong, Action<AccountRow> right)
    {
        if (gate.WaitAt(services.Time.GetUtcNow()) is { Ticks: > 0 } wait)
        {
            Answer(AccountRefusals.TooMany(wait));
            return;
        }

        Work(AccountLogin.CheckAsync(services, id, state.MayLogIn, password), found =>
        {
            switch (found)
            {
                case { Busy: true }:
                    Answer(AccountRefusals.Busy);
                    break;
                case { Row: { } row }:
                    gate = gate.Succeeded();
                    right(row);
                    break;
                default:
                    gate = gate.Failed(services.Time.GetUtcNow());
                    Answer(wrong);
                    break;
            }
        });
    }

    private void SignedIn(AccountRow row) => Work(
        services.Table.SignedInAsync(id, NowMs), () => Answer(new AccountReply.Verified(row.Identity with { Role = state.Role })));

    private void OnSignInExternal(AccountCommand.SignInExternal it)
    {
        asking = Sender;
        if (!state.MayLogIn)
        {
            Answer(state.Exists ? AccountRefusals.Disabled : AccountRefusals.Unknown);
            return;
        }

        var decision = AccountDecisions.SetRole(state, id, it.Role, NowMs);
        Store(decision.Events, () => Work(TakeOverAsync(it.Name), row =>
        {
            if (row is null)
            {
                Answer(AccountRefusals.Unknown);
            }
            else
            {
                SignedIn(row);
            }
        }));
    }

    private async Task<AccountRow?> TakeOverAsync(string name)
    {
        await services.Table.ShowStandingAsync(id, state).ConfigureAwait(false);
        await services.Table.RenameAsync(id, name).ConfigureAwait(false);
        return await services.Table.ReadAsync(id).ConfigureAwait(false);
    }

    private void Read(bool may, Func<AccountRow, AccountReply> reply)
    {
        asking = Sender;
        if (may)
        {
            Work(services.Table.ReadAsync(id), row => Answer(row is null ? AccountRefusals.Unknown : reply(row)));
        }
        else
        {
            Answer(AccountRefusals.Unknown);
        }
    }
}
