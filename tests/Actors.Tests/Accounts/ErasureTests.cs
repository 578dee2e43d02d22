using Cluster.Actors;
using Cluster.Actors.Accounts;
using LinqToDB.Data;

namespace Actors.Tests.Accounts;

public sealed class ErasureTestsOnSqlite() : ErasureTests(StoreKind.Sqlite);

public sealed class ErasureTestsOnPostgresql() : ErasureTests(StoreKind.Postgresql);

/// <summary>After a removal nothing personal is in the database, while the node runs and afterwards; with SQLite nowhere in its files.</summary>
public abstract class ErasureTests(StoreKind kind) : DatabaseTest(kind)
{
    private const string Password = "quiet river lantern";
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task A_removed_account_leaves_no_trace()
    {
        await using (var node = await OneNode.StartAsync(Settings))
        {
            var account = Assert.IsType<AccountReply.Created>(
                await node.Accounts.CreateAsync("wilhelmina", "Wilhelmina Zwart", Password)).Account;
            await node.Accounts.RenameAsync(account, "Wilhelmina Blauw");
            await node.Sessions.AddAsync(account, "Zwartbrowser", "203.0.113.77", DateTimeOffset.UtcNow, Day);
            await node.Accounts.InviteAsync(account, LinkPurpose.Reset, Day);
            await node.Accounts.SetPasswordAsync(account, "another river lantern");
            await node.Sessions.AddAsync(account, "Zwartbrowser", "203.0.113.77", DateTimeOffset.UtcNow, Day);
            var hash = (await node.AccountTable.ReadAsync(account))!.PasswordHash;
            var external = Assert.IsType<AccountReply.Verified>(
                await node.Accounts.SignInExternalAsync("provider", "subject-of-geertruida", "geertruida", "Geertruida Paars", AccountRole.Host)).Identity;

            // What is looked for is there to be found.
            Assert.Equal(
                ["wilhelmina", "Blauw", "Zwartbrowser", "203.0.113.77", hash, "geertruida", "Paars"],
                await TracesAsync("wilhelmina", "Blauw", "Zwartbrowser", "203.0.113.77", hash, "geertruida", "Paars"));

            Assert.IsType<AccountReply.Done>(await node.Accounts.RemoveAsync(account));
            Assert.IsType<AccountReply.Done>(await node.Accounts.RemoveAsync(external.Account));
            Assert.Empty(await TracesAsync("wilhelmina", "Zwart", "Blauw", "Zwartbrowser", "203.0.113.77", hash, "geertruida", "Paars", "subject-of"));

            Assert.Equal(["account-event.removed:1"], await EventsAsync(node, account));
            Assert.Equal("account-unknown", Assert.IsType<AccountReply.Refused>(await node.Accounts.RemoveAsync(account)).Code);
            Assert.IsType<AccountReply.Created>(await node.Accounts.CreateAsync("wilhelmina", "Another", Password));
        }

        await using (var node = await OneNode.StartAsync(Settings))
        {
            Assert.Single(await node.Accounts.ListAsync(null, 10));
        }
    }

    [Fact]
    public async Task A_removal_that_was_cut_off_after_the_row_is_completed()
    {
        AccountId account;
        await using (var node = await OneNode.StartAsync(Settings))
        {
            account = Assert.IsType<AccountReply.Created>(await node.Accounts.CreateAsync("ann", "Ann", Password)).Account;
            await node.Accounts.SetRoleAsync(account, AccountRole.Admin);
        }

        await using (var node = await OneNode.StartAsync(Settings))
        {
            await node.AccountTable.RemoveAsync(account);
            Assert.Null(await node.Accounts.IdentifyAsync(account));
            Assert.Equal("account-unknown", Assert.IsType<AccountReply.Refused>(await node.Accounts.ShowAsync(account)).Code);
            Assert.Equal(["account-event.removed:1"], await EventsAsync(node, account));
        }
    }

    private static async Task<List<string>> EventsAsync(OneNode node, AccountId account)
    {
        await using var journal = new DataConnection(node.Store.JournalOptions);
        return await journal.QueryToListAsync<string>($"SELECT DISTINCT manifest FROM journal WHERE persistence_id = 'account-{account.Value}'");
    }

    private async Task<IReadOnlyList<string>> TracesAsync(params string[] wanted)
    {
        var all = await Database.ReadEverythingAsync();
        return [.. wanted.Where(text => all.Any(part => part.Contains(text, StringComparison.OrdinalIgnoreCase)))];
    }
}
