using Cluster.Actors;
using Cluster.Actors.Accounts;

namespace Actors.Tests.Accounts;

public sealed class AccountTestsOnSqlite() : AccountTests(StoreKind.Sqlite);

public sealed class AccountTestsOnPostgresql() : AccountTests(StoreKind.Postgresql);

public abstract class AccountTests(StoreKind kind) : DatabaseTest(kind)
{
    private const string Password = "quiet river lantern";

    [Fact]
    public async Task An_account_is_created_once_and_its_password_verified()
    {
        await using var node = await OneNode.StartAsync(Settings);
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
        await using var node = await OneNode.StartAsync(Settings);
        Assert.Equal("bad-request", Code(await node.Accounts.CreateAsync(login, name, password)));
        Assert.Equal("bad-request", Code(await node.Accounts.AddAsync(login, name, AccountRole.Host, TimeSpan.FromDays(1))));
    }

    [Fact]
    public async Task Accounts_outlive_the_process_and_weak_hashes_are_made_better_at_the_next_login()
    {
        AccountId account;
        string? hash;
        await using (var node = await OneNode.StartAsync(Settings))
        {
            account = Assert.IsType<AccountReply.Created>(await node.Accounts.CreateAsync("ann", "Ann", Password)).Account;
            hash = (await node.AccountTable.ReadAsync(account))?.PasswordHash;
        }

        await using (var node = await OneNode.StartAsync(Settings with { PasswordIterations = 2000 }))
        {
            Assert.IsType<AccountReply.Verified>(await node.Accounts.VerifyAsync("ann", Password, null, null));
            Assert.NotEqual(hash, (await node.AccountTable.ReadAsync(account))?.PasswordHash);
            Assert.IsType<AccountReply.Verified>(await node.Accounts.VerifyAsync("ann", Password, null, null));
        }
    }

    [Fact]
    public async Task A_creation_that_was_cut_off_after_its_row_is_completed()
    {
        await using var node = await OneNode.StartAsync(Settings);
        Assert.IsType<AccountReply.Created>(await node.Accounts.CreateAsync("ann", "Ann", Password));
        var known = await node.AccountTable.ReadAsync((await node.AccountTable.FindAsync(Login("ann")))!.Value);
        var cutOff = new AccountRow(AccountId.New(), Login("bob"), "Bob", known!.PasswordHash);
        Assert.True(await node.AccountTable.TryAddAsync(cutOff));
        Assert.Equal(Verified(cutOff.Account, "bob", "Bob"), await node.Accounts.VerifyAsync("bob", Password, null, null));
    }

    [Fact]
    public async Task Of_two_who_want_one_login_name_at_once_one_gets_it()
    {
        await using var node = await OneNode.StartAsync(Settings);
        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(number =>
            node.Accounts.AddAsync(number % 2 == 0 ? "ann" : "ANN", $"Ann {number}", AccountRole.Host, TimeSpan.FromDays(1))));
        var linked = Assert.Single(replies.OfType<AccountReply.Linked>());
        Assert.All(replies.OfType<AccountReply.Refused>(), refused => Assert.Equal("login-taken", refused.Code));
        Assert.Equal(linked.Account, await node.Accounts.FindAsync("Ann"));
        Assert.Single(await node.Accounts.ListAsync(null, 10));
    }

    [Fact]
    public async Task Accounts_are_listed_by_login_name_a_page_at_a_time()
    {
        await using var node = await OneNode.StartAsync(Settings);
        foreach (var login in (string[])["dan", "ann", "eve", "bob", "cat"])
        {
            await node.Accounts.AddAsync(login, login, login == "bob" ? AccountRole.Admin : AccountRole.Host, TimeSpan.FromDays(1));
        }

        var first = await node.Accounts.ListAsync(null, 2);
        Assert.Equal(["ann", "bob"], first.Select(each => each.Login));
        Assert.Equal(["cat", "dan"], (await node.Accounts.ListAsync(first[^1].Login, 2)).Select(each => each.Login));
        Assert.Equal(["eve"], (await node.Accounts.ListAsync("dan", -1)).Select(each => each.Login));
        Assert.Empty(await node.Accounts.ListAsync("eve", 10_000));
        Assert.Equal((AccountRole.Admin, false, false, null), (first[1].Role, first[1].HasPassword, first[1].Disabled, first[1].LastSignInAtMs));
        Assert.Equal(LinkPurpose.Invite, Assert.Single(first[1].Links).Purpose);
        await node.Accounts.DisableAsync(first[0].Account);
        var shown = Assert.IsType<AccountReply.Shown>(await node.Accounts.ShowAsync(first[0].Account)).Summary;
        Assert.True(shown.Disabled);
        Assert.Equal(shown with { Links = [] }, (await node.Accounts.ListAsync(null, 1))[0] with { Links = [] });
    }

    [Fact]
    public async Task Roles_names_and_bars_last_and_are_known_at_once()
    {
        AccountId ann;
        await using (var node = await OneNode.StartAsync(Settings))
        {
            ann = Assert.IsType<AccountReply.Created>(await node.Accounts.CreateAsync("ann", "Ann", Password)).Account;
            Assert.IsType<AccountReply.Done>(await node.Accounts.SetRoleAsync(ann, AccountRole.Admin));
            Assert.IsType<AccountReply.Done>(await node.Accounts.RenameAsync(ann, " Ann  Lee "));
            Assert.Equal("bad-request", Code(await node.Accounts.RenameAsync(ann, " ")));
            Assert.Equal(new AccountIdentity(ann, "ann", "Ann Lee", AccountRole.Admin), await node.Accounts.IdentifyAsync(ann));
        }

        await using (var node = await OneNode.StartAsync(Settings))
        {
            Assert.Equal(new AccountIdentity(ann, "ann", "Ann Lee", AccountRole.Admin), await node.Accounts.IdentifyAsync(ann));
            await node.Accounts.DisableAsync(ann);
            Assert.Null(await node.Accounts.IdentifyAsync(ann));
            Assert.Equal("account-disabled", Code(await node.Accounts.InviteAsync(ann, LinkPurpose.Reset, TimeSpan.FromDays(1))));
            await node.Accounts.EnableAsync(ann);
            Assert.IsType<AccountReply.Verified>(await node.Accounts.VerifyAsync("ann", Password, null, null));
            Assert.Null(await node.Accounts.IdentifyAsync(AccountId.New()));
            Assert.Null(await node.Accounts.IdentifyAsync(default));
            Assert.Null(await node.Accounts.FindAsync("nobody"));
        }
    }

    [Fact]
    public async Task A_list_that_lags_behind_the_journal_is_put_right_when_the_account_is_next_asked()
    {
        AccountId ann;
        await using (var node = await OneNode.StartAsync(Settings))
        {
            ann = Assert.IsType<AccountReply.Created>(await node.Accounts.CreateAsync("ann", "Ann", Password, AccountRole.Admin)).Account;
            await node.AccountTable.ShowStandingAsync(ann, AccountState.Nobody with { Disabled = true });
        }

        await using (var node = await OneNode.StartAsync(Settings))
        {
            Assert.Equal(AccountRole.Admin, (await node.Accounts.IdentifyAsync(ann))?.Role);
            Assert.False((await node.Accounts.ListAsync(null, 1))[0].Disabled);
        }
    }

    private static AccountName Login(string raw) => AccountName.TryCreate(raw, out var name, out _) ? name : default;

    private static AccountReply.Verified Verified(AccountId account, string login, string name) =>
        new(new AccountIdentity(account, login, name, AccountRole.Host));

    private static string Code(AccountReply reply) => Assert.IsType<AccountReply.Refused>(reply).Code;
}
