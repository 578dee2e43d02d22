using System.Text;
using Cluster.Actors;
using Cluster.Actors.Accounts;
using LinqToDB.Data;

namespace Actors.Tests.Accounts;

/// <summary>After a removal nothing personal is in the database's files, while the node runs and afterwards.</summary>
public sealed class ErasureTests : IDisposable
{
    private const string Password = "quiet river lantern";
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly TemporaryDirectory directory = new();

    private ActorsSettings Settings => OneNode.Settings with { Store = new StoreSettings { SqlitePath = directory.File("parley.db") } };

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
            var hash = (await node.AccountTable.ReadAsync(account))!.PasswordHash;
            var external = Assert.IsType<AccountReply.Verified>(
                await node.Accounts.SignInExternalAsync("provider", "subject-of-geertruida", "geertruida", "Geertruida Paars", AccountRole.Host)).Identity;

            // What is looked for is there to be found.
            Assert.Equal(
                ["wilhelmina", "Blauw", "Zwartbrowser", "203.0.113.77", hash, "geertruida", "Paars"],
                Traces("wilhelmina", "Blauw", "Zwartbrowser", "203.0.113.77", hash, "geertruida", "Paars"));

            Assert.IsType<AccountReply.Done>(await node.Accounts.RemoveAsync(account));
            Assert.IsType<AccountReply.Done>(await node.Accounts.RemoveAsync(external.Account));
            Assert.Empty(Traces("wilhelmina", "Zwart", "Blauw", "Zwartbrowser", "203.0.113.77", hash, "geertruida", "Paars", "subject-of"));

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

    [Fact]
    public async Task Deleted_rows_are_overwritten_by_every_connection()
    {
        await using var node = await OneNode.StartAsync(Settings);
        await using var journal = new DataConnection(node.Store.JournalOptions);
        Assert.Equal("wal", journal.Execute<string>("PRAGMA journal_mode"));
        Assert.Equal(1, journal.Execute<long>("PRAGMA secure_delete"));
        await using var ours = await node.Store.OpenAsync();
        await using var command = ours.CreateCommand();
        command.CommandText = "PRAGMA secure_delete";
        Assert.Equal(1L, await command.ExecuteScalarAsync());
    }

    public void Dispose() => directory.Dispose();

    private static async Task<List<string>> EventsAsync(OneNode node, AccountId account)
    {
        await using var journal = new DataConnection(node.Store.JournalOptions);
        return await journal.QueryToListAsync<string>($"SELECT DISTINCT manifest FROM journal WHERE persistence_id = 'account-{account.Value}'");
    }

    private IReadOnlyList<string> Traces(params string[] wanted)
    {
        var files = Directory.GetFiles(Path.GetDirectoryName(directory.File("x"))!).Select(file =>
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var text = new StreamReader(open, Encoding.Latin1);
            return text.ReadToEnd();
        }).ToList();
        return [.. wanted.Where(text => files.Any(file => file.Contains(text, StringComparison.OrdinalIgnoreCase)))];
    }
}
