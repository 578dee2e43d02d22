using Akka.Event;
using Akka.Persistence;

namespace Cluster.Actors.Accounts;

/// <summary>
/// How an account goes (GDPR art. 17), in four steps: what is personal is deleted, and its pages overwritten; a last
/// event without anything personal says that the account is gone; the earlier events are deleted, where an account
/// has no snapshots; and the database's log, which still has the deleted pages, is emptied.
/// </summary>
internal sealed partial class AccountActor
{
    private const int EmptyingAttempts = 3;

    private void RemovalReady() => Command<AccountCommand.Remove>(_ => OnRemove());

    private void OnRemove()
    {
        asking = Sender;
        if (!state.Exists)
        {
            Answer(AccountRefusals.Unknown);
            return;
        }

        Work(services.Table.RemoveAsync(id), () => Bury(() => Answer(new AccountReply.Done(id))));
    }

    // The row is gone; after this so is the rest. The journal keeps the last event that it deletes as a mark: that is a
    // tombstone too.
    private void Bury(Action then)
    {
        var removed = new AccountEvent.Removed(id, NowMs);
        Store([removed, removed], () => DeleteEvents(() => Work(EmptyLogAsync(), emptied =>
        {
            if (!emptied)
            {
                Log.Warning("Account {Account} is removed, but the database's log is in use and keeps traces until it is written back", id);
            }

            then();
        })));
    }

    // The journal deletes up to the event before the last and no further.
    private void DeleteEvents(Action then)
    {
        DeleteMessages(LastSequenceNr - 1);
        BecomeStacked(() =>
        {
            Command<DeleteMessagesSuccess>(_ =>
            {
                Resume();
                then();
            });
            Command<DeleteMessagesFailure>(failure =>
            {
                // They hold nothing personal: the removal goes on.
                Log.Error(failure.Cause, "The earlier events of account {Account} stay", id);
                Resume();
                then();
            });
            CommandAny(_ => Stash.Stash());
        });
    }

    private async Task<bool> EmptyLogAsync()
    {
        var emptied = false;
        for (var attempt = 0; attempt < EmptyingAttempts && !emptied; attempt++)
        {
            emptied = await services.EmptyLog().ConfigureAwait(false);
        }

        return emptied;
    }
}
