using System.Text;
using Cluster.Actors;
using Cluster.Actors.Accounts;
using LinqToDB.Data;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Accounts;

public sealed class AccountTests
{
    private const string Password = "quiet river lantern";

    [Fact]
    public async Task An_account_is_created_once_and_its_password_verified()
    {
        await using var node = await OneNode.StartAsync(OneNode.Settings);
        var created = Assert.IsType<AccountReply.Created>(await node.Accounts.CreateAsync("Ann", " Ann B. ", Password));
        Assert.Equal("login-taken", Code(await node.Accounts.CreateAsync("ANN", "Another", Password)));
        Assert.Equal(Verified(created.Account, "ann", "Ann B."), await node.Accounts.VerifyAsync("ann", Password, null, null));
        Assert.Equal(
            await node.Accounts.VerifyAsync("ann", "wrong password", null, null), await node.Accounts.VerifyAsync("nobody", "wrong password", null, null));
        Assert.Equal("login-failed", Code(await node.Accounts.VerifyAsync("not a name", Password, null, null)));
        Assert.Equal(new AccountReply.Done(created.Account), await node.Accounts.DisableAsync(created.Account));
        Assert.Equal("login-failed", Code(await node.Accounts.VerifyAsync("ann", Password, null, null)));
        Assert.Equal("account-unknown", Code(await node.Accounts.DisableAsync(AccountId.New())));
    }

    [Theory]
    [InlineData("", "Ann", Password)]
    [InlineData("a b", "Ann", Password)]
    [InlineData("ann", " ", Password)]
    public async Task What_cannot_be_an_account_is_a_bad_request(string login, string name, string password)
    {
        await using var node = await OneNode.StartAsync(OneNode.Settings);
        Assert.Equal("bad-request", Code(await node.Accounts.CreateAsync(login, name, password)));
        Assert.Equal("bad-request", Code(await node.Accounts.AddAsync(login, name, AccountRole.Host, TimeSpan.FromDays(1))));
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("nobody")]
    public async Task Guesses_are_slowed_whether_the_account_exists_or_not(string login)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var node = await OneNode.StartAsync(OneNode.Settings, time);
        await node.Accounts.CreateAsync("ann", "Ann", Password);
        var guesses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => node.Accounts.VerifyAsync(login, "wrong password", null, null)));
        var codes = guesses.CountBy(Code).ToDictionary();
        Assert.Equal(OneNode.Settings.PasswordFreeAttempts + 1, codes["login-failed"]);
        Assert.Equal(19 - OneNode.Settings.PasswordFreeAttempts, codes["too-many-attempts"]);
        time.Advance(OneNode.Settings.PasswordBackOff);
        Assert.Equal(login == "ann" ? null : "login-failed", (await node.Accounts.VerifyAsync(login, Password, null, null) as AccountReply.Refused)?.Code);
    }

    [Fact]
    public async Task Accounts_outlive_the_process_and_weak_hashes_are_made_better_at_the_next_login()
    {
        using var directory = new TemporaryDirectory();
        var settings = OneNode.Settings with { Store = new StoreSettings { SqlitePath = directory.File("parley.db") } };
        AccountId account;
        string? hash;
        await using (var node = await OneNode.StartAsync(settings))
        {
            account = Assert.IsType<AccountReply.Created>(await node.Accounts.CreateAsync("ann", "Ann", Password)).Account;
            hash = (await node.AccountTable.ReadAsync(account))?.PasswordHash;
        }

        await using (var node = await OneNode.StartAsync(settings with { PasswordIterations = 2000 }))
        {
            Assert.IsType<AccountReply.Verified>(await node.Accounts.VerifyAsync("ann", Password, null, null));
            Assert.NotEqual(hash, (await node.AccountTable.ReadAsync(account))?.PasswordHash);
            Assert.IsType<AccountReply.Verified>(await node.Accounts.VerifyAsync("ann", Password, null, null));
        }
    }

    [Fact]
    public async Task A_creation_that_was_cut_off_after_its_row_is_completed()
    {
        await using var node = await OneNode.StartAsync(OneNode.Settings);
        Assert.IsType<AccountReply.Created>(await node.Accounts.CreateAsync("ann", "Ann", Password));
        var known = await node.AccountTable.ReadAsync((await node.AccountTable.FindAsync(Login("ann")))!.Value);
        var cutOff = new AccountRow(AccountId.New(), Login("bob"), "Bob", known!.PasswordHash);
        Assert.True(await node.AccountTable.TryAddAsync(cutOff));
        Assert.Equal(Verified(cutOff.Account, "bob", "Bob"), await node.Accounts.VerifyAsync("bob", Password, null, null));
    }

    [Fact]
    public async Task What_is_personal_is_in_one_row_and_gone_with_it_from_the_file()
    {
        using var directory = new TemporaryDirectory();
        var settings = OneNode.Settings with { Store = new StoreSettings { SqlitePath = directory.File("parley.db") } };
        await using (var node = await OneNode.StartAsync(settings))
        {
            var account = Assert.IsType<AccountReply.Created>(
                await node.Accounts.CreateAsync("wilhelmina", "Wilhelmina Zwart", Password)).Account;
            await using var database = new DataConnection(node.Store.JournalOptions);
            Assert.Equal("wal", database.Execute<string>("PRAGMA journal_mode"));
            Assert.Equal(1, database.Execute<long>("PRAGMA secure_delete"));
            await node.AccountTable.RemoveAsync(account);
            database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(directory.File("x"))!))
        {
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.DoesNotContain("wilhelmina", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static AccountName Login(string raw) => AccountName.TryCreate(raw, out var name, out _) ? name : default;

    private static AccountReply.Verified Verified(AccountId account, string login, string name) =>
        new(new AccountIdentity(account, login, name, AccountRole.Host));

    private static string Code(AccountReply reply) => Assert.IsType<AccountReply.Refused>(reply).Code;
}
