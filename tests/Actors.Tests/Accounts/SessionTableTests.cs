using Cluster.Actors;
using Cluster.Actors.Accounts;
using Cluster.Actors.Storage;

namespace Actors.Tests.Accounts;

public sealed class SessionTableTestsOnSqlite() : SessionTableTests(StoreKind.Sqlite);

public sealed class SessionTableTestsOnPostgresql() : SessionTableTests(StoreKind.Postgresql);

public abstract class SessionTableTests(StoreKind kind) : IAsyncLifetime
{
    private const int Max = 3;
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddYears(50);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private TestDatabase database = null!;
    private ParleyStore store = null!;
    private readonly AccountId ann = AccountId.New();
    private readonly AccountId bob = AccountId.New();

    private SessionTable Table => new(store.OpenAsync, Max);

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        store = await database.OpenAsync();
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_session_is_found_by_its_secret_until_its_lifetime_after_the_last_use()
    {
        var secret = await Table.AddAsync(ann, "Browser", "192.0.2.1", Start, Day);
        Assert.Equal(43, secret.Length);
        Assert.Null(await Table.FindAsync(secret, Start + Day));
        Assert.Equal(ann, await Table.FindAsync(secret, Start + Day - Millisecond));
        Assert.Equal(ann, await Table.FindAsync(secret, Start + Day + Day - (3 * Millisecond)));
        Assert.Null(await Table.FindAsync(secret, Start + (3 * Day)));
        Assert.Null(await Table.FindAsync("", Start));
        Assert.Null(await Table.FindAsync(SessionTable.HashOf(secret), Start));
        Assert.Null(await Table.FindAsync(SessionTable.PublicIdOf(secret), Start));
    }

    [Fact]
    public async Task When_it_was_seen_is_noted_at_most_once_a_minute()
    {
        var secret = await Table.AddAsync(ann, "Browser", "192.0.2.1", Start, Day);
        foreach (var (afterSeconds, seenSeconds) in ((int, int)[])[(59, 0), (60, 60), (119, 60), (121, 121)])
        {
            Assert.Equal(ann, await Table.FindAsync(secret, Start.AddSeconds(afterSeconds)));
            Assert.Equal(Start.AddSeconds(seenSeconds).ToUnixTimeMilliseconds(), Assert.Single(await Table.ListAsync(ann)).LastSeenAtMs);
        }
    }

    [Fact]
    public async Task Of_too_many_those_go_that_were_quiet_the_longest_and_others_sessions_stay()
    {
        var others = await Table.AddAsync(bob, "Browser", "192.0.2.1", Start, Day);
        List<string> secrets = [];
        for (var number = 0; number < Max + 2; number++)
        {
            secrets.Add(await Table.AddAsync(ann, $"Browser {number}", "192.0.2.1", Start.AddSeconds(number), Day));
            Assert.Equal(ann, await Table.FindAsync(secrets[0], Start.AddHours(1)));
        }

        Assert.Equal(["Browser 4", "Browser 3", "Browser 0"], (await Table.ListAsync(ann)).Select(session => session.Agent));
        Assert.Null(await Table.FindAsync(secrets[1], Start));
        Assert.Equal(bob, await Table.FindAsync(others, Start));
    }

    [Fact]
    public async Task One_begun_at_a_clock_that_went_back_is_not_the_one_to_go()
    {
        for (var number = 0; number < Max; number++)
        {
            await Table.AddAsync(ann, "Browser", "192.0.2.1", Start, Day);
        }

        var secret = await Table.AddAsync(ann, "Late", "192.0.2.1", Start.AddHours(-1), Day);
        Assert.Equal(ann, await Table.FindAsync(secret, Start));
    }

    [Fact]
    public async Task What_is_over_is_deleted_at_the_next_sign_in_of_anybody()
    {
        await Table.AddAsync(ann, "Browser", "192.0.2.1", Start, Day);
        await Table.AddAsync(bob, "Browser", "192.0.2.1", Start + Day, Day);
        Assert.Empty(await Table.ListAsync(ann));
    }

    [Fact]
    public async Task They_end_one_by_one_all_but_one_and_all()
    {
        var secrets = new List<string>();
        for (var number = 0; number < Max; number++)
        {
            secrets.Add(await Table.AddAsync(ann, "Browser", "192.0.2.1", Start, Day));
        }

        Assert.False(await Table.RemoveAsync(bob, SessionTable.PublicIdOf(secrets[0])));
        Assert.False(await Table.RemoveAsync(ann, ""));
        Assert.True(await Table.RemoveAsync(ann, SessionTable.PublicIdOf(secrets[0])));
        Assert.Null(await Table.FindAsync(secrets[0], Start));
        await Table.RemoveAllAsync(ann, secrets[1]);
        Assert.Equal(SessionTable.PublicIdOf(secrets[1]), Assert.Single(await Table.ListAsync(ann)).Id);
        await Table.RemoveAsync(secrets[2]);
        await Table.RemoveAllAsync(ann);
        Assert.Null(await Table.FindAsync(secrets[1], Start));
    }

    [Fact]
    public async Task What_a_browser_says_of_itself_is_cut_and_made_harmless()
    {
        await Table.AddAsync(ann, new string('x', 5000), "192.0.2.1", Start, Day);
        await Table.AddAsync(bob, "Evil\r\n\u202Ebrowser", "", Start, Day);
        Assert.Equal(256, Assert.Single(await Table.ListAsync(ann)).Agent.Length);
        Assert.Equal("Evil browser", Assert.Single(await Table.ListAsync(bob)).Agent);
    }
}
