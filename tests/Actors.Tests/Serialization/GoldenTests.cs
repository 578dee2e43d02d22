using System.Text.Json;
using Akka.Actor;
using Cluster.Actors.Accounts;
using Cluster.Actors.Meetings;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;
using Cluster.Actors.Serialization;

namespace Actors.Tests.Serialization;

/// <summary>
/// What journals hold must be readable for ever. A file here is what some version wrote: files are added, never edited.
/// </summary>
public sealed class GoldenTests : IDisposable
{
    private static readonly AccountId Account = AccountId.TryCreate("00112233445566778899aabbccddeeff", out var id) ? id : default;

    private static readonly Dictionary<string, object> Kept = new()
    {
        ["room-record.settings-changed-1.full"] = new RoomRecordEvent.SettingsChanged(1767225600123, "Daily", "the-hash", true, false, true, 25),
        ["room-record.settings-changed-1.title"] = new RoomRecordEvent.SettingsChanged(1767225600123, Title: "Daily"),
        ["room-record.settings-changed-1.no-password"] = new RoomRecordEvent.SettingsChanged(1767225600123, PasswordHash: ""),
        ["room-record.snapshot-1"] = new RoomRecord("Daily", "the-hash", true, false, true, 25),
        ["room-record.snapshot-1.empty"] = RoomRecord.Empty,
        ["room-record.settings-changed-1.hosts"] = new RoomRecordEvent.SettingsChanged(
            1767225600123, MayShare: Allowed.Moderators, MayChat: Allowed.Everyone, MayRecord: Allowed.Moderators,
            ChatHistory: ChatHistory.Off, ExpiresAtMs: 1798761600000, Moderators: [Account]),
        ["room-record.role-given-1"] = new RoomRecordEvent.RoleGiven(1767225600123, Account.Value, Role.Moderator),
        ["room-record.locks-changed-1"] = new RoomRecordEvent.LocksChanged(
            1767225600123, [new PersonLocks(Account.Value, new DeviceLocks(true, false, true), 1767225600123)]),
        ["room-record.meeting-ended-1"] = new RoomRecordEvent.MeetingEnded(1767225600123),
        ["room-record.meeting-ended-1.epoch"] = new RoomRecordEvent.MeetingEnded(1767225600123, 1767225600001),
        ["room-record.meeting-began-1"] = new RoomRecordEvent.MeetingBegan(1767225600123, 1767225500000, 1767225600001),
        ["room-record.put-out-1"] = new RoomRecordEvent.PutOut(1767225600123, "AAECAwQFBgcICQoLDA0ODw"),
        ["room-record.snapshot-1.meeting"] = new RoomRecord(
            "Daily", Meeting: new MeetingMark(1767225500000, 1767225600001, 2, ["AAECAwQFBgcICQoLDA0ODw"]), LastEpoch: 1767225600001),
        ["room-record.removed-1"] = new RoomRecordEvent.Removed(1767225600123),
        ["room-record.snapshot-1.hosts"] = new RoomRecord(
            "Daily", null, false, false, false, null, Allowed.Moderators, Allowed.Moderators, Allowed.Everyone, ChatHistory.Off, 1798761600000,
            [Account],
            [new PersonRole(Account.Value, Role.Moderator, 1767225600123)],
            [new PersonLocks(Account.Value, new DeviceLocks(true, false, true), 1767225600123)]),
        ["policy-event.changed-1"] = new PolicyEvent.Changed(1767225600123, "rooms.creation", "authenticated"),
        ["policy-event.reset-1"] = new PolicyEvent.Reset(1767225600123, "rooms.creation"),
        ["account-event.created-1"] = new AccountEvent.Created(Account, 1767225600123),
        ["account-event.disabled-1"] = new AccountEvent.Disabled(Account, 1767225600123),
        ["account-event.created-1.admin"] = new AccountEvent.Created(Account, 1767225600123, AccountRole.Admin),
        ["account-event.enabled-1"] = new AccountEvent.Enabled(Account, 1767225600123),
        ["account-event.role-changed-1"] = new AccountEvent.RoleChanged(Account, 1767225600123, AccountRole.Admin),
        ["account-event.link-made-1"] = new AccountEvent.LinkMade(Account, 1767225600123, "0a1b2c3d4e5f", "the-hash", LinkPurpose.Reset, 1767312000123),
        ["account-event.link-used-1"] = new AccountEvent.LinkUsed(Account, 1767225600123, "0a1b2c3d4e5f"),
        ["account-event.links-revoked-1"] = new AccountEvent.LinksRevoked(Account, 1767225600123),
        ["account-event.password-set-1"] = new AccountEvent.PasswordSet(Account, 1767225600123),
        ["account-event.removed-1"] = new AccountEvent.Removed(Account, 1767225600123),
    };

    private readonly ActorSystem system = ActorSystem.Create("golden");

    /// <summary>What is kept in journals, and has its files here.</summary>
    internal static IEnumerable<string> Manifests => Kept.Keys.Select(ManifestOf).Distinct();

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file))];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden");

    public void Dispose() => system.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void What_was_written_is_read_with_the_same_meaning(string file)
    {
        var read = Serializer.FromBinary(File.ReadAllBytes(Path.Combine(Folder, file + ".json")), ManifestOf(file));
        Assert.True(Generated.Same(Kept[file], read), $"{read}");
    }

    [Fact]
    public void What_is_written_today_is_what_the_newest_file_says()
    {
        foreach (var (file, value) in Kept)
        {
            using var golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file + ".json")));
            using var today = JsonDocument.Parse(Serializer.ToBinary(value));
            Assert.True(JsonElement.DeepEquals(golden.RootElement, today.RootElement), $"{file}: {today.RootElement}");
        }
    }

    [Fact]
    public void Everything_that_is_kept_has_a_file()
    {
        var kept = MessageCatalogue.Entries
            .Where(entry => entry.Type == typeof(RoomRecord)
                || entry.Type.IsAssignableTo(typeof(PolicyEvent))
                || entry.Type.IsAssignableTo(typeof(RoomRecordEvent)) || entry.Type.IsAssignableTo(typeof(AccountEvent)))
            .Select(entry => entry.Manifest);
        Assert.Equal(kept.Order(), Kept.Keys.Select(ManifestOf).Distinct().Order());
    }

    private ParleySerializer Serializer => new((ExtendedActorSystem)system);

    private static string ManifestOf(string file)
    {
        var parts = file.Split('.');
        var dash = parts[1].LastIndexOf('-');
        return $"{parts[0]}.{parts[1][..dash]}:{parts[1][(dash + 1)..]}";
    }
}
