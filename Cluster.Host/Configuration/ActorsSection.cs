using Cluster.Actors;
using Cluster.Actors.Audit;
using Cluster.Actors.Policy;

namespace Cluster.Host.Configuration;

/// <summary>Reads what the control plane needs: rooms, chat, passwords, the store and the cluster.</summary>
internal static class ActorsSection
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_year = TimeSpan.FromDays(366);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    public static ActorsSettings Read(SettingsReader root)
    {
        var (rooms, chat, passwords) = (root.Section("rooms"), root.Section("chat"), root.Section("passwords"));
        var (store, cluster, media) = (root.Section("store"), root.Section("cluster"), root.Section("media"));
        var accounts = root.Section("accounts");
        var passwordCharsMin = passwords.Number("account-chars-min", 1, 256);
        return new ActorsSettings
        {
            ResumeGrace = rooms.Duration("resume-grace", TimeSpan.Zero, s_day),
            ModeratorGrace = rooms.Duration("moderator-grace", TimeSpan.Zero, s_day),
            RoomCreation = rooms.Choice<RoomCreation>("creation"),
            WhenHostsLeave = rooms.Choice<WhenHostsLeave>("when-hosts-leave"),
            HostGrace = rooms.Duration("host-grace", TimeSpan.Zero, s_day),
            RoomIdle = rooms.Duration("idle-timeout", s_second, s_day),
            AdmissionTimeout = rooms.Duration("admission-timeout", s_second, s_day),
            MovesAtOnce = root.Section("drain").Number("moves-at-once", 1, 1_000),
            MoveTimeout = root.Section("drain").Duration("move-timeout", s_second, s_minute),
            StorageTimeout = rooms.Duration("storage-timeout", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)),
            RosterBatch = rooms.Duration("roster-batch", TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10)),
            ParticipantsMaxDefault = rooms.Number("participants-max-default", 1, 100_000),
            EndpointsPerBridge = rooms.Number("endpoints-per-bridge", 1, 10_000),
            BridgesPerMeetingMax = rooms.Number("bridges-per-meeting-max", 1, 32),
            ParticipantsLimit = rooms.Number("participants-limit", 1, 100_000),
            NameChars = rooms.Number("name-chars-max", 1, 256),
            ViewMax = rooms.Number("view-max", 1, 128),
            ChatHistoryLines = chat.Number("history-lines", 0, 100_000),
            ChatHistoryChars = chat.Number("history-chars-max", 0, 10_000_000),
            ChatLineChars = chat.Number("line-chars-max", 1, 8_192),
            ChatRateLines = chat.Number("rate-lines", 1, 10_000),
            ChatRateWindow = chat.Duration("rate-window", s_second, s_day),
            PasswordChars = passwords.Number("chars-max", 8, 1_024),
            AccountPasswordCharsMin = passwordCharsMin,
            PasswordBlocklist = passwords.Blocklist("blocklist-file", passwordCharsMin),
            AddressFreeAttempts = passwords.Number("address-free-attempts", 1, 100_000),
            AccountDomains = accounts.HostNames("domains"),
            InviteLifetime = accounts.Duration("invite-lifetime", s_minute, s_year),
            ResetLifetime = accounts.Duration("reset-lifetime", s_minute, s_year),
            SessionLifetime = accounts.Duration("session-lifetime", s_minute, s_year),
            SessionsPerAccountMax = accounts.Number("sessions-per-account-max", 1, 10_000),
            PasswordFreeAttempts = passwords.Number("free-attempts", 1, 10_000),
            PasswordBackOff = passwords.Duration("back-off", TimeSpan.FromMilliseconds(100), s_day),
            PasswordBackOffMax = passwords.Duration("back-off-max", TimeSpan.FromMilliseconds(100), s_day),
            PasswordIterations = passwords.Number("iterations", 10_000, 100_000_000),
            Store = StoreSection.Read(store),
            SnapshotEvery = store.Number("snapshot-every", 1, 100_000),
            SystemName = cluster.Name("name"),
            NodeHost = cluster.Text("host"),
            NodePort = cluster.Number("port", 0, 65_535),
            SeedNodes = cluster.NodeAddresses("seeds"),
            Roles = Roles(cluster),
            Forming = FormingSection.Read(cluster, root.Duration("start-timeout", s_second, TimeSpan.FromMinutes(30))),
            Audit = new AuditSettings
            {
                Age = root.Section("audit").Duration("age", s_minute, TimeSpan.FromDays(3_650)),
                RowsMax = root.Section("audit").Number("rows-max", 100, 10_000_000),
            },
            ApiKeysMax = root.Section("admin").Number("api-keys-max", 0, 1_000),
            DatabaseGrace = store.Duration("ready-grace", TimeSpan.Zero, s_day),
            Membership = Membership(cluster),
            NodeRegion = cluster.Label("region"),
            BridgesMax = media.Number("bridges-max", 1, 1_000_000),
            RoomShards = cluster.Number("room-shards", 1, 1_000),
            BridgeShards = cluster.Number("bridge-shards", 1, 4_096),
            AccountShards = cluster.Number("account-shards", 1, 1_000),
            SdpChars = media.Bytes("sdp-bytes-max", 4_096, 8 << 20),
            SlotsMax = media.Number("slots-per-endpoint-max", 1, 256),
        };
    }

    private static IReadOnlyList<NodeRole> Roles(SettingsReader cluster)
    {
        var roles = cluster.Choices("roles", Enum.GetValues<NodeRole>().ToDictionary(role => role.ToString().ToLowerInvariant()));
        return roles.Count > 0 ? [.. roles.Distinct().Order()] : throw StartRefusedException.ForConfiguration(
            "The setting parley.cluster.roles is empty: give a node at least one of web, rooms and media.");
    }

    private static MembershipSettings Membership(SettingsReader cluster) => new()
    {
        HeartbeatPause = cluster.Duration("heartbeat-pause", TimeSpan.FromMilliseconds(500), s_minute),
        StableAfter = cluster.Duration("stable-after", s_second, TimeSpan.FromMinutes(5)),
        RemovalMargin = cluster.Duration("removal-margin", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)),
    };
}
