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

    [Fact]
    public async Task Whatever_is_not_stored_is_not_acknowledged_and_did_not_happen()
    {
        await store.PrepareAsync();
        Account(store.Accounts).Tell(Create);
        ExpectMsg<AccountReply.Created>(TimeSpan.FromSeconds(10));
        AccountCommand[] commands =
        [
            new AccountCommand.Disable(id),
            new AccountCommand.SetRole(id, AccountRole.Admin),
            new AccountCommand.Invite(id, LinkPurpose.Reset, 1_000_000),
            new AccountCommand.SetPassword(id, "another river lantern"),
        ];
        foreach (var command in commands)
        {
            FailingJournal.Break($"account-{id.Value}", writesOnly: true);
            Account(store.Accounts).Tell(command);
            Assert.Equal("storage-unavailable", ExpectMsg<AccountReply.Refused>(TimeSpan.FromSeconds(10)).Code);
            FailingJournal.Mend($"account-{id.Value}");
        }

        var account = Account(store.Accounts);
        account.Tell(new AccountCommand.Verify(id, "quiet river lantern"));
        Assert.Equal(AccountRole.Host, ExpectMsg<AccountReply.Verified>(TimeSpan.FromSeconds(10)).Identity.Role);
        account.Tell(new AccountCommand.Show(id));
        Assert.Empty(ExpectMsg<AccountReply.Shown>(TimeSpan.FromSeconds(10)).Summary.Links);
    }

    [Fact]
    public async Task A_link_whose_use_was_not_stored_is_good_still()
    {
        await store.PrepareAsync();
        var account = Account(store.Accounts);
        account.Tell(new AccountCommand.Add(id, Login, "Ann", AccountRole.Host, 1_000_000));
        var token = ExpectMsg<AccountReply.Linked>(TimeSpan.FromSeconds(10)).Link.Token;
        Assert.True(LinkToken.TryRead(token, out _, out var secretHash));
        FailingJournal.Break($"account-{id.Value}", writesOnly: true);
        account.Tell(new AccountCommand.UseLink(id, secretHash, "quiet river lantern"));
        Assert.Equal("storage-unavailable", ExpectMsg<AccountReply.Refused>(TimeSpan.FromSeconds(10)).Code);
        FailingJournal.Mend($"account-{id.Value}");
        account = Account(store.Accounts);
        account.Tell(new AccountCommand.Verify(id, "quiet river lantern"));
        Assert.Equal("login-failed", ExpectMsg<AccountReply.Refused>(TimeSpan.FromSeconds(10)).Code);
        account.Tell(new AccountCommand.UseLink(id, secretHash, "quiet river lantern"));
        Assert.Equal(id, ExpectMsg<AccountReply.Verified>(TimeSpan.FromSeconds(10)).Identity.Account);
    }

    [Fact]
    public async Task A_list_that_could_not_be_brought_up_to_date_is_not_acknowledged_and_asking_again_does_it()
    {
        await store.PrepareAsync();
        Account(store.Accounts).Tell(Create);
        ExpectMsg<AccountReply.Created>(TimeSpan.FromSeconds(10));
        var broken = false;
        var account = Account(new AccountTable(() => broken ? throw new SqliteException("The disk is gone.", 10) : store.OpenAsync()));
        account.Tell(new AccountCommand.Show(id));
        ExpectMsg<AccountReply.Shown>(TimeSpan.FromSeconds(10));
        broken = true;
        account.Tell(new AccountCommand.Disable(id));
        Assert.Equal("storage-unavailable", ExpectMsg<AccountReply.Refused>(TimeSpan.FromSeconds(10)).Code);
        broken = false;
        Assert.False(Assert.Single(await store.Accounts.ListAsync("", 10)).Disabled);
        account.Tell(new AccountCommand.Disable(id));
        ExpectMsg<AccountReply.Done>(TimeSpan.FromSeconds(10));
        Assert.True(Assert.Single(await store.Accounts.ListAsync("", 10)).Disabled);
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
