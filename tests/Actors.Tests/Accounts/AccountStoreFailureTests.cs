using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Cluster.Actors;
using Cluster.Actors.Accounts;
using Cluster.Actors.Security;
using Cluster.Actors.Storage;
using Microsoft.Data.Sqlite;

namespace Actors.Tests.Accounts;

public sealed class AccountStoreFailureTests : TestKit
{
    private readonly PasswordHashing passwords = new(1000);
    private readonly ParleyStore store = new(new StoreSettings { Kind = StoreKind.Memory });
    private readonly TestProbe shard;
    private readonly AccountId id = AccountId.New();

    public AccountStoreFailureTests()
        : base(FailingJournal.Hocon + "\n" + Patience.Hocon) => shard = CreateTestProbe();

    [Fact]
    public async Task A_write_that_fails_is_not_acknowledged_and_takes_its_row_back()
    {
        await store.PrepareAsync();
        var account = Account(store.Accounts);
        account.Tell(new AccountCommand.Verify(id, "wrong password"));
        Assert.Equal("login-failed", ExpectMsg<AccountReply.Refused>(TimeSpan.FromSeconds(10)).Code);
        FailingJournal.Break($"account-{id.Value}");
        account.Tell(Create);
        Assert.Equal("storage-unavailable", ExpectMsg<AccountReply.Refused>(TimeSpan.FromSeconds(10)).Code);
        FailingJournal.Mend($"account-{id.Value}");
        await AwaitConditionAsync(async () => await store.Accounts.FindAsync(Login) is null, TimeSpan.FromSeconds(10));
        Account(store.Accounts).Tell(Create);
        Assert.Equal(id, ExpectMsg<AccountReply.Created>(TimeSpan.FromSeconds(10)).Account);
    }

    [Fact]
    public void A_table_that_does_not_answer_is_answered_for_and_the_account_lives_on()
    {
        var account = Account(new AccountTable(() => throw new SqliteException("The disk is gone.", 10)));
        account.Tell(Create);
        Assert.Equal("storage-unavailable", ExpectMsg<AccountReply.Refused>(TimeSpan.FromSeconds(10)).Code);
        account.Tell(new AccountCommand.Verify(id, "password"));
        Assert.Equal("storage-unavailable", ExpectMsg<AccountReply.Refused>(TimeSpan.FromSeconds(10)).Code);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        passwords.Dispose();
    }

    private static AccountName Login => AccountName.TryCreate("ann", out var name, out _) ? name : default;

    private AccountCommand.Create Create => new(id, Login, "Ann", "quiet river lantern", AccountRole.Host);

    private IActorRef Account(AccountTable table) => shard.ChildActorOf(Props.Create(() => new AccountActor(
        id,
        new AccountServices(
            OneNode.Settings,
            TimeProvider.System,
            passwords,
            PasswordRules.Of(OneNode.Settings),
            table,
            new SessionTable(store.OpenAsync, 10),
            store.EmptyLogAsync))));
}
