using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Cluster.Actors.Limits;
using Cluster.Actors.Sharding;

namespace Cluster.Actors.Accounts;

/// <summary>
/// One account: the journal says that it exists, what it may do and which links open it, its row in
/// <see cref="AccountTable"/> holds what is personal. It does one thing at a time, so that guesses come one after
/// another. What it answers is stored; what lists show is brought up to date before it answers.
/// </summary>
internal sealed partial class AccountActor : ReceivePersistentActor
{
    private readonly AccountId id;
    private readonly AccountServices services;
    private AccountState state = AccountState.Nobody;
    private BackOff gate;
    private IActorRef? asking;

    public AccountActor(AccountId id, AccountServices services)
    {
        this.id = id;
        this.services = services;
        var settings = services.Settings;
        gate = new BackOff(settings.PasswordFreeAttempts, settings.PasswordBackOff, settings.PasswordBackOffMax);
        PersistenceId = $"account-{id.Value}";
        Recover<AccountEvent>(happened => state = state.Apply(happened));
        Recover<RecoveryCompleted>(_ => OnRecovered());
        CreatingReady();
        SigningInReady();
        PasswordsReady();
        StandingReady();
        RemovalReady();
        Command<StopEntity>(_ => Context.Stop(Self));
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    private long NowMs => services.Time.GetUtcNow().ToUnixTimeMilliseconds();

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        Log.Error(cause, "Account {Account} could not be stored", id);
        Answer(AccountRefusals.NoStore);
        if (@event is AccountEvent.Created)
        {
            TakeBackRow();
        }
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        Log.Error(cause, "Account {Account} was rejected by the journal", id);
        Answer(AccountRefusals.NoStore);
    }

    // A row without an event is an account whose creation was cut off between the two, and an event without a row one
    // whose removal was: either is completed. And lists may lag behind the journal by one cut-off change.
    private void OnRecovered()
    {
        if (!state.Removed)
        {
            Work(services.Table.ReadAsync(id), row =>
            {
                if (row is not null && !state.Exists)
                {
                    Store([new AccountEvent.Created(id, NowMs, row.Role)], () => { });
                }
                else if (row is null && state.Exists)
                {
                    Bury(() => { });
                }
                else if (row is not null && !row.Shows(state))
                {
                    Work(services.Table.ShowStandingAsync(id, state), () => { });
                }
            });
        }
    }

    private void Answer(AccountReply reply) => asking?.Tell(reply);

    /// <summary>Stores a decision, does what follows from it outside the journal, brings lists up to date, and answers.</summary>
    private void Carry(AccountDecision decision, Func<Task>? also = null)
    {
        if (decision.Reply is AccountReply.Refused)
        {
            Answer(decision.Reply);
            return;
        }

        Store(decision.Events, () => Work(FollowAsync(also), () => Answer(decision.Reply)));
    }

    private async Task FollowAsync(Func<Task>? also)
    {
        await services.Table.ShowStandingAsync(id, state).ConfigureAwait(false);
        if (also is not null)
        {
            await also().ConfigureAwait(false);
        }
    }

    private void Store(IReadOnlyList<AccountEvent> events, Action then)
    {
        if (events.Count == 0)
        {
            then();
            return;
        }

        var left = events.Count;
        PersistAll(events, happened =>
        {
            state = state.Apply(happened);
            if (--left == 0)
            {
                then();
            }
        });
    }

    private void Work(Task work, Action then) => Work(Worked(work), _ => then());

    private static async Task<bool> Worked(Task work)
    {
        await work.ConfigureAwait(false);
        return true;
    }

    // Waits for work that is not the actor's own; what comes meanwhile waits too.
    private void Work<T>(Task<T> work, Action<T> then)
    {
        work.PipeTo(Self, success: result => new Finished(() => then(result)), failure: error => new Failed(error));
        BecomeStacked(() =>
        {
            Command<Finished>(done =>
            {
                Resume();
                done.Then();
            });
            Command<Failed>(failed =>
            {
                Log.Error(failed.Error, "Account {Account}: the database failed", id);
                Answer(AccountRefusals.NoStore);
                Resume();
            });
            CommandAny(_ => Stash.Stash());
        });
    }

    private void Resume()
    {
        UnbecomeStacked();
        Stash.UnstashAll();
    }

    private sealed record Finished(Action Then) : INoSerializationVerificationNeeded;

    private sealed record Failed(Exception Error) : INoSerializationVerificationNeeded;
}
