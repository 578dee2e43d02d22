using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Cluster.Actors.Limits;
using Cluster.Actors.Sharding;
using Cluster.Actors.Text;

namespace Cluster.Actors.Accounts;

/// <summary>
/// One account: the journal says that it exists and whether it may log in, its row in <see cref="AccountTable"/> holds
/// what is personal. It does one thing at a time, so that guesses come one after another.
/// </summary>
internal sealed class AccountActor : ReceivePersistentActor
{
    private static readonly AccountReply.Refused LoginFailed = new("login-failed", "Name or password is wrong.");
    private static readonly AccountReply.Refused NoStore = new("storage-unavailable", "The database does not answer. Try again in a moment.");
    private static readonly AccountReply.Refused Busy = new("try-again", "The server is busy. Try again in a moment.");

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
        Ready();
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    private long NowMs => services.Time.GetUtcNow().ToUnixTimeMilliseconds();

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        Log.Error(cause, "Account {Account} could not be stored", id);
        asking?.Tell(NoStore);
        if (@event is AccountEvent.Created)
        {
            TakeBackRow();
        }
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        Log.Error(cause, "Account {Account} was rejected by the journal", id);
        asking?.Tell(NoStore);
    }

    private void Ready()
    {
        Command<AccountCommand.Create>(OnCreate);
        Command<AccountCommand.Verify>(OnVerify);
        Command<AccountCommand.Disable>(OnDisable);
        Command<StopEntity>(_ => Context.Stop(Self));
    }

    // A row without an event is an account whose creation was cut off between the two: it is completed.
    private void OnRecovered()
    {
        if (!state.Exists)
        {
            Work(services.Table.ReadAsync(id), row =>
            {
                if (row is not null)
                {
                    Persist(new AccountEvent.Created(id, NowMs), happened => state = state.Apply(happened));
                }
            });
        }
    }

    private void OnCreate(AccountCommand.Create it)
    {
        var settings = services.Settings;
        var name = PlainText.Line(it.Name, settings.NameChars);
        if (state.Exists)
        {
            Sender.Tell(new AccountReply.Created(id));
        }
        else if (name is null || it.Login.Value.Length == 0)
        {
            Sender.Tell(new AccountReply.Refused("bad-request", $"A name has 1 to {settings.NameChars} characters."));
        }
        else if (it.Password is null || it.Password.Length < settings.AccountPasswordCharsMin || it.Password.Length > settings.PasswordChars)
        {
            Sender.Tell(new AccountReply.Refused(
                "bad-request", $"A password has {settings.AccountPasswordCharsMin} to {settings.PasswordChars} characters."));
        }
        else
        {
            asking = Sender;
            Work(AddRowAsync(it.Login, name, it.Password), OnRowAdded);
        }
    }

    private async Task<bool?> AddRowAsync(AccountName login, string name, string password)
    {
        var hash = await services.Passwords.HashAsync(password).ConfigureAwait(false);
        return hash is null
            ? null
            : await services.Table.TryAddAsync(new AccountRow(id, login, name, hash)).ConfigureAwait(false);
    }

    private void OnRowAdded(bool? added)
    {
        if (added is null)
        {
            asking?.Tell(Busy);
        }
        else if (added is false)
        {
            asking?.Tell(new AccountReply.Refused("login-taken", "Somebody has this login name already."));
        }
        else
        {
            Persist(new AccountEvent.Created(id, NowMs), happened =>
            {
                state = state.Apply(happened);
                asking?.Tell(new AccountReply.Created(id));
            });
        }
    }

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

    private void OnVerify(AccountCommand.Verify it)
    {
        if (!gate.IsOpen(services.Time.GetUtcNow()))
        {
            Sender.Tell(new AccountReply.Refused("too-many-attempts", "There were too many wrong passwords. Wait a little and try again."));
            return;
        }

        asking = Sender;
        Work(AccountLogin.CheckAsync(services, id, state.MayLogIn, it.Password), OnChecked);
    }

    private void OnChecked(AccountLogin found)
    {
        switch (found)
        {
            case { Busy: true }:
                asking?.Tell(Busy);
                break;
            case { Name: { } name }:
                gate = gate.Succeeded();
                asking?.Tell(new AccountReply.Verified(id, name));
                break;
            default:
                gate = gate.Failed(services.Time.GetUtcNow());
                asking?.Tell(LoginFailed);
                break;
        }
    }

    private void OnDisable(AccountCommand.Disable it)
    {
        asking = Sender;
        if (!state.Exists)
        {
            Sender.Tell(new AccountReply.Refused("account-unknown", "There is no such account."));
        }
        else if (state.Disabled)
        {
            Sender.Tell(new AccountReply.Done(id));
        }
        else
        {
            Persist(new AccountEvent.Disabled(id, NowMs), happened =>
            {
                state = state.Apply(happened);
                asking?.Tell(new AccountReply.Done(id));
            });
        }
    }

    // Waits for work that is not the actor's own; what comes meanwhile waits too.
    private void Work<T>(Task<T> work, Action<T> then)
    {
        work.PipeTo(Self, success: result => new Worked(() => then(result)), failure: error => new Failed(error));
        BecomeStacked(() =>
        {
            Command<Worked>(done =>
            {
                Resume();
                done.Then();
            });
            Command<Failed>(failed =>
            {
                Log.Error(failed.Error, "Account {Account}: the database failed", id);
                asking?.Tell(NoStore);
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

    private sealed record Worked(Action Then) : INoSerializationVerificationNeeded;

    private sealed record Failed(Exception Error) : INoSerializationVerificationNeeded;
}
