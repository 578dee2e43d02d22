using Akka.Event;
using Cluster.Actors.Text;

namespace Cluster.Actors.Accounts;

/// <summary>How an account comes to be: first its row, whose unique indexes decide between two who want one login name, then the events.</summary>
internal sealed partial class AccountActor
{
    private void CreatingReady()
    {
        Command<AccountCommand.Create>(OnCreate);
        Command<AccountCommand.Add>(OnAdd);
        Command<AccountCommand.AddExternal>(OnAddExternal);
    }

    private void OnCreate(AccountCommand.Create it)
    {
        asking = Sender;
        if (state.Exists)
        {
            Answer(new AccountReply.Created(id));
        }
        else if (NameFor(it.Login, it.Name) is { } name)
        {
            if (services.Rules.Check(it.Password, it.Login.Value, name) is { } problem)
            {
                Answer(new AccountReply.Refused(problem.Code, problem.Sentence));
                return;
            }

            Work(services.Passwords.HashAsync(it.Password), hash =>
            {
                if (hash is null)
                {
                    Answer(AccountRefusals.Busy);
                }
                else
                {
                    Add(new AccountRow(id, it.Login, name, hash, it.Role, CreatedAtMs: NowMs), null, () => Answer(new AccountReply.Created(id)));
                }
            });
        }
    }

    private void OnAdd(AccountCommand.Add it)
    {
        asking = Sender;
        if (NameFor(it.Login, it.Name) is { } name)
        {
            var (token, link) = LinkToken.New(id, LinkPurpose.Invite, ExpiryOf(it.LinkLifetimeMs));
            Add(new AccountRow(id, it.Login, name, "", it.Role, CreatedAtMs: NowMs), link, () =>
                Answer(new AccountReply.Linked(id, new OneTimeLink(token, link.Purpose, link.ExpiresAtMs))));
        }
    }

    private void OnAddExternal(AccountCommand.AddExternal it)
    {
        asking = Sender;
        if (NameFor(it.Login, it.Name) is { } name)
        {
            var external = new ExternalIdentity(it.Provider, it.Subject);
            var row = new AccountRow(id, it.Login, name, "", it.Role, external, NowMs);
            Add(row, null, () => Work(services.Table.SignedInAsync(id, NowMs), () => Answer(new AccountReply.Verified(row.Identity))));
        }
    }

    private string? NameFor(AccountName login, string raw)
    {
        var name = state.Exists || login.Value.Length == 0 ? null : PlainText.Line(raw, services.Settings.NameChars);
        if (name is null)
        {
            Answer(state.Exists ? AccountRefusals.Taken : AccountRefusals.BadName(services.Settings.NameChars));
        }

        return name;
    }

    private void Add(AccountRow row, AccountLink? link, Action then) => Work(services.Table.TryAddAsync(row), added =>
    {
        if (!added)
        {
            Answer(AccountRefusals.Taken);
            return;
        }

        AccountEvent created = new AccountEvent.Created(id, NowMs, row.Role);
        Store(
            link is null ? [created] : [created, AccountDecisions.Made(id, link, NowMs)],
            () => Work(services.Table.ShowStandingAsync(id, state), then));
    });

    // So that the login name is free for another try. Should that fail too, the account is completed when next asked for.
    private void TakeBackRow()
    {
        var log = Log;
        services.Table.RemoveAsync(id).ContinueWith(
            removal => log.Error(removal.Exception, "The row of account {Account} stays", id),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }
}
