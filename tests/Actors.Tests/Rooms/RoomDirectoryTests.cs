using Cluster.Actors;
using Cluster.Actors.Accounts;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;
using LinqToDB.Data;

namespace Actors.Tests.Rooms;

public sealed class RoomDirectoryTestsOnSqlite() : RoomDirectoryTests(StoreKind.Sqlite);

public sealed class RoomDirectoryTestsOnPostgresql() : RoomDirectoryTests(StoreKind.Postgresql);

/// <summary>The directory of rooms on a whole node with a database.</summary>
public abstract class RoomDirectoryTests(StoreKind kind) : DatabaseTest(kind)
{
    [Fact]
    public async Task Remembered_and_live_rooms_are_listed_by_name_and_others_are_not()
    {
        await using var node = await OneNode.StartAsync(Settings);
        await ChangeAsync(node, "zebra", new RoomSettingsPatch("Zebra", "sesame"));
        await ChangeAsync(node, "aardvark", new RoomSettingsPatch(StartsMuted: true));
        Assert.IsType<RoomAnswer.Shown>(await node.Rooms.ShowAsync(Names.Room("only-asked"), null));
        await new Browser(node, "meeting").JoinAsync("Ann");
        Assert.Equal(new MeetingsCounted(1, 1, 0), await node.Rooms.CountAsync());
        var listed = await node.Rooms.ListAsync(100);
        Assert.Equal(["aardvark", "meeting", "zebra"], listed.Select(room => room.Name));
        Assert.Equal([true, false, true], listed.Select(room => room.Remembered));
        Assert.Equal([0, 1, 0], listed.Select(room => room.Participants));
        Assert.Equal(("Zebra", true), (listed[2].Info.Title, listed[2].Info.HasPassword));
        Assert.Equal(["aardvark"], (await node.Rooms.ListAsync(1)).Select(room => room.Name));
    }

    [Fact]
    public async Task An_account_finds_the_rooms_that_name_it_after_a_restart_too()
    {
        var (ann, bob) = (Account("ann"), Account("bob"));
        await using (var node = await OneNode.StartAsync(Settings))
        {
            await ChangeAsync(node, "anns", new RoomSettingsPatch("Anns"), [ann.Account]);
            await ChangeAsync(node, "both", new RoomSettingsPatch("Both"), [ann.Account, bob.Account]);
            await ChangeAsync(node, "nobodys", new RoomSettingsPatch("Nobodys"));
        }

        await using (var node = await OneNode.StartAsync(Settings))
        {
            Assert.Equal(["anns", "both"], (await node.Rooms.OfAsync(ann)).Select(room => room.Name));
            Assert.Equal(["both"], (await node.Rooms.OfAsync(bob)).Select(room => room.Name));
            await ChangeAsync(node, "both", new RoomSettingsPatch(), [ann.Account]);
            await PatientlyAsync(async () => (await node.Rooms.OfAsync(bob)).Count == 0, "the row of a changed room");
            Assert.Equal("not-allowed", Code(await node.Rooms.ChangeAsync(Names.Room("both"), new RoomSettingsPatch("Mine"), null, bob)));
            Assert.IsType<RoomAnswer.Shown>(await node.Rooms.ChangeAsync(Names.Room("both"), new RoomSettingsPatch("Ours"), null, ann));
        }
    }

    [Fact]
    public async Task Rooms_remembered_before_there_was_a_list_are_found_by_their_histories()
    {
        await using (var node = await OneNode.StartAsync(Settings))
        {
            await ChangeAsync(node, "old", new RoomSettingsPatch("Old"));
            await PatientlyAsync(async () => (await node.Rooms.ListAsync(10)).Count == 1, "the list to be written");
            await using var database = new DataConnection(node.Store.JournalOptions);
            database.Execute("DELETE FROM rooms");
            database.Execute("DELETE FROM projections");
        }

        await using (var node = await OneNode.StartAsync(Settings))
        {
            await PatientlyAsync(async () => (await node.Rooms.ListAsync(10)).Any(room => room.Info.Title == "Old"), "the list to be made again");
        }
    }

    [Fact]
    public async Task Removing_a_room_leaves_nothing_of_it_in_the_database()
    {
        await using (var node = await OneNode.StartAsync(Settings with { SnapshotEvery = 2 }))
        {
            for (var change = 0; change < 5; change++)
            {
                await ChangeAsync(node, "secret", new RoomSettingsPatch($"Wilhelmina {change}", "sesame"));
            }

            var ann = new Browser(node, "secret");
            Assert.IsType<ParticipantNotice.Joined>(await ann.JoinAsync("Ann", "sesame"));
            Assert.IsType<RoomAnswer.Removed>(await node.Rooms.RemoveAsync(Names.Room("secret")));
            Assert.Equal("room-removed", (await ann.NextAsync<ParticipantNotice.Ended>()).Code);
            Assert.DoesNotContain(await node.Rooms.ListAsync(10), room => room.Remembered);
            await node.Store.EmptyLogAsync();
        }

        Assert.DoesNotContain(await Database.ReadEverythingAsync(), part => part.Contains("Wilhelmina", StringComparison.Ordinal));

        await using (var node = await OneNode.StartAsync(Settings))
        {
            Assert.IsType<ParticipantNotice.Joined>(await new Browser(node, "secret").JoinAsync("Bob"));
        }
    }

    [Fact]
    public async Task A_snapshot_that_is_saved_late_is_removed_with_its_room()
    {
        await using (var node = await OneNode.StartAsync(Settings with { SnapshotEvery = 2 }, hocon: SlowSnapshots.Hocon))
        {
            await ChangeAsync(node, "secret", new RoomSettingsPatch("Wilhelmina 1", "sesame"));
            await ChangeAsync(node, "secret", new RoomSettingsPatch("Wilhelmina 2"));
            Assert.IsType<RoomAnswer.Removed>(await node.Rooms.RemoveAsync(Names.Room("secret")));
            // Long enough for what was asked for before to come after.
            await Task.Delay(SlowSnapshots.While * 2);
            await node.Store.EmptyLogAsync();
        }

        Assert.DoesNotContain(await Database.ReadEverythingAsync(), part => part.Contains("Wilhelmina", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_snapshot_says_is_deleted_and_the_room_is_the_same_after_a_restart()
    {
        var changes = 0;
        await using (var node = await OneNode.StartAsync(Settings with { SnapshotEvery = 4 }))
        {
            await using var database = new DataConnection(node.Store.JournalOptions);
            var left = "";
            bool OnlyTheNewest()
            {
                List<long> events = [.. database.Query<long>("SELECT sequence_number FROM journal WHERE persistence_id = 'room-often' AND NOT deleted ORDER BY sequence_number")];
                List<long> snapshots = [.. database.Query<long>("SELECT sequence_number FROM snapshot WHERE persistence_id = 'room-often'")];
                left = $"{string.Join(' ', events)}; {string.Join(' ', snapshots)}";
                return snapshots is [var newest] && events[0] == newest && events[^1] == changes && changes - newest < 4;
            }

            // What a snapshot's success does not reach any more (the room was ended meanwhile) goes with the next snapshot.
            for (var round = 0; round == 0 || (round < 5 && !OnlyTheNewest()); round++)
            {
                for (var last = changes + (round == 0 ? 13 : 4); changes < last;)
                {
                    await ChangeAsync(node, "often", new RoomSettingsPatch($"Title {++changes}"));
                }

                for (var look = 0; look < 50 && !OnlyTheNewest(); look++)
                {
                    await Task.Delay(100);
                }
            }

            Assert.True(OnlyTheNewest(), $"Events and snapshots after {changes} changes: {left}");
        }

        await using (var node = await OneNode.StartAsync(Settings))
        {
            var shown = Assert.IsType<RoomAnswer.Shown>(await node.Rooms.ShowAsync(Names.Room("often"), null));
            Assert.Equal($"Title {changes}", shown.Details.Info.Title);
        }
    }

    [Fact]
    public async Task Of_a_meeting_in_a_room_without_settings_one_event_stays()
    {
        await using var node = await OneNode.StartAsync(Settings);
        for (var meeting = 0; meeting < 3; meeting++)
        {
            var ann = new Browser(node, "passing");
            await ann.JoinAsync("Ann");
            ann.Tell(new ParticipantCommand.Leave(ann.Key));
            await ann.NextAsync<ParticipantNotice.Ended>();
        }

        await using var database = new DataConnection(node.Store.JournalOptions);
        List<string> left = [];
        await PatientlyAsync(
            () =>
            {
                // The journal keeps the last of the deleted ones, marked, for its numbering.
                left = [.. database.Query<string>("SELECT sequence_number || ' ' || manifest || ' ' || CASE WHEN deleted THEN 1 ELSE 0 END FROM journal WHERE persistence_id = 'room-passing' ORDER BY sequence_number")];
                return Task.FromResult(left is [.., "9 room-record.meeting-ended:1 0"] and { Count: <= 2 } && left.Count(row => row.EndsWith(" 0", StringComparison.Ordinal)) == 1);
            },
            () => $"old events to be deleted: {string.Join(", ", left)}");
    }

    [Fact]
    public async Task Closing_ends_a_meeting_and_only_for_those_who_may()
    {
        await using var node = await OneNode.StartAsync(Settings);
        await ChangeAsync(node, "standup", new RoomSettingsPatch(), [AccountId.New()]);
        var ann = new Browser(node, "standup");
        await ann.JoinAsync("Ann");
        Assert.Equal("not-allowed", Code(await node.Rooms.CloseAsync(Names.Room("standup"), Account("bob"))));
        Assert.Equal(1, Assert.IsType<RoomAnswer.Closed>(await node.Rooms.CloseAsync(Names.Room("standup"), Account("root", AccountRole.Admin))).Participants);
        Assert.Equal("meeting-ended", (await ann.NextAsync<ParticipantNotice.Ended>()).Code);
    }

    private static async Task ChangeAsync(OneNode node, string room, RoomSettingsPatch patch, IReadOnlyList<AccountId>? moderators = null) =>
        Assert.IsType<RoomAnswer.Shown>(await node.Rooms.ChangeAsync(Names.Room(room), patch, moderators, null));

    // What is written beside the answer is soon there: asking is waiting, for each question takes the database's time.
    private static Task PatientlyAsync(Func<Task<bool>> there, string what) => PatientlyAsync(there, () => what);

    private static async Task PatientlyAsync(Func<Task<bool>> there, Func<string> what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await there())
        {
            Assert.False(patience.IsCancellationRequested, $"Waited in vain for {what()}.");

            // Whoever reads without a pause keeps the writer from a table in memory, which is what is waited for.
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    private static AccountIdentity Account(string login, AccountRole role = AccountRole.Host) => new(AccountId.New(), login, login, role);

    private static string Code(RoomAnswer answer) => Assert.IsType<RoomAnswer.Refused>(answer).Code;
}
