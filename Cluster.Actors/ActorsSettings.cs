using Cluster.Actors.Policy;
using Cluster.Actors.Security;

namespace Cluster.Actors;

/// <summary>Every setting of the control plane on one node; the defaults are those of a single node on its own.</summary>
public sealed record ActorsSettings
{
    /// <summary>The cluster's name: the same on every node of a cluster.</summary>
    public string SystemName { get; init; } = "parley";

    /// <summary>The address on which nodes talk to each other. Loopback unless there are several machines.</summary>
    public string NodeHost { get; init; } = "127.0.0.1";

    /// <summary>TCP port of the same, 0..65535; 0 takes any free one. With one given the node is for a cluster of several.</summary>
    public int NodePort { get; init; }

    /// <summary>Whether a media node takes an endpoint of its own as it starts, so that nobody else has to wait for what only the first waits for.</summary>
    public bool WarmsUp { get; init; } = true;

    /// <summary>Nodes to join, as <c>host:port</c>; the same list on every node. Empty: the node forms a cluster of its own.</summary>
    public IReadOnlyList<string> SeedNodes { get; init; } = [];

    /// <summary>How the node finds its cluster.</summary>
    public FormingSettings Forming { get; init; } = new();

    /// <summary>What this node does; at least one.</summary>
    public IReadOnlyList<NodeRole> Roles { get; init; } = NodeRoles.All;

    /// <summary>When a node counts as dead, and who goes on when nodes cannot see each other.</summary>
    public MembershipSettings Membership { get; init; } = new();

    /// <summary>Which database keeps rooms and accounts.</summary>
    public StoreSettings Store { get; init; } = new();

    /// <summary>How much of the audit log is kept.</summary>
    public Audit.AuditSettings Audit { get; init; } = new();

    /// <summary>API keys there may be, 0..1000.</summary>
    public int ApiKeysMax { get; init; } = 100;

    /// <summary>Where this node stands, such as <c>eu-west</c>: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, up to 64. Empty: not said.</summary>
    public string NodeRegion { get; init; } = "";

    /// <summary>Bridges this node's media plane opens at most: what its load is measured by.</summary>
    public int BridgesMax { get; init; } = 4096;

    /// <summary>How long the database may be silent before the node counts as not ready.</summary>
    public TimeSpan DatabaseGrace { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Shards of rooms and participants, 1..1000. Never changes in a cluster's life.</summary>
    public int RoomShards { get; init; } = 100;

    /// <summary>Shards of bridges, 1..4096. Never changes in a cluster's life.</summary>
    public int BridgeShards { get; init; } = 256;

    /// <summary>Shards of accounts, 1..1000. Never changes in a cluster's life.</summary>
    public int AccountShards { get; init; } = 50;

    /// <summary>How long a participant whose socket is lost may come back.</summary>
    public TimeSpan ResumeGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a meeting that the first one in moderates waits for its last moderator to come back (a page loaded again, a
    /// node that died) before the longest present takes over.
    /// </summary>
    public TimeSpan ModeratorGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a room stays in memory after its last participant left.</summary>
    public TimeSpan RoomIdle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Who may open rooms, until it is changed at run time.</summary>
    public RoomCreation RoomCreation { get; init; } = RoomCreation.Open;

    /// <summary>What happens to a meeting that only a host could open when the last one has left, until it is changed at run time.</summary>
    public WhenHostsLeave WhenHostsLeave { get; init; } = WhenHostsLeave.Continue;

    /// <summary>With <see cref="WhenHostsLeave.End"/>: from the last host's leaving to the meeting's end, until it is changed at run time; at most 24 h.</summary>
    public TimeSpan HostGrace { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The policy as configured.</summary>
    public ServerPolicy Policy => new(RoomCreation, WhenHostsLeave, HostGrace);

    /// <summary>How long a participant may take from admission to media before its place is given up.</summary>
    public TimeSpan AdmissionTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Participants of one meeting that move to another bridge at once.</summary>
    public int MovesAtOnce { get; init; } = 4;

    /// <summary>How long each may take to move before it is left to come back by itself.</summary>
    public TimeSpan MoveTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a change of a room's settings may wait for the database.</summary>
    public TimeSpan StorageTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Roster changes within this time go out together; the first after a quiet time goes at once.</summary>
    public TimeSpan RosterBatch { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Participants a new room admits; a moderator may change it up to <see cref="ParticipantsLimit"/>.</summary>
    public int ParticipantsMaxDefault { get; init; } = 100;

    /// <summary>Participants any room admits at most.</summary>
    public int ParticipantsLimit { get; init; } = 500;

    /// <summary>Participants of a meeting on one bridge, 1..512; with more it gets a further one on another node, where there is one.</summary>
    public int EndpointsPerBridge { get; init; } = 150;

    /// <summary>Bridges of one meeting, 1..32; when no more may be, those there are fill on.</summary>
    public int BridgesPerMeetingMax { get; init; } = 8;

    /// <summary>Lines of chat a meeting remembers.</summary>
    public int ChatHistoryLines { get; init; } = 500;

    /// <summary>Characters (UTF-16) of all lines that a meeting remembers: one join's answer carries them.</summary>
    public int ChatHistoryChars { get; init; } = 100_000;

    /// <summary>Characters (UTF-16) in a line of chat.</summary>
    public int ChatLineChars { get; init; } = 4000;

    /// <summary>Lines of chat one participant may say within <see cref="ChatRateWindow"/>.</summary>
    public int ChatRateLines { get; init; } = 20;

    /// <summary>See <see cref="ChatRateLines"/>.</summary>
    public TimeSpan ChatRateWindow { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Characters (UTF-16) in a participant's name and in a room's title.</summary>
    public int NameChars { get; init; } = 80;

    /// <summary>Characters (UTF-16) in a password.</summary>
    public int PasswordChars { get; init; } = 256;

    /// <summary>Fewest characters (Unicode code points) in an account's password. A room's may be short: it is passed on by word of mouth.</summary>
    public int AccountPasswordCharsMin { get; init; } = 15;

    /// <summary>Passwords nobody may have, beside those the program knows itself.</summary>
    public PasswordBlocklist PasswordBlocklist { get; init; } = PasswordBlocklist.None;

    /// <summary>Wrong passwords, for one room or one account, before each further try has to wait.</summary>
    public int PasswordFreeAttempts { get; init; } = 10;

    /// <summary>Wrong passwords from one address, for whatever account, before each further try has to wait.</summary>
    public int AddressFreeAttempts { get; init; } = 30;

    /// <summary>The first wait after too many wrong passwords; it doubles with each further one.</summary>
    public TimeSpan PasswordBackOff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait after too many wrong passwords.</summary>
    public TimeSpan PasswordBackOffMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>PBKDF2-HMAC-SHA512 iterations of a password hash: OWASP's figure.</summary>
    public int PasswordIterations { get; init; } = 210_000;

    /// <summary>Domains that may stand after a login name: <c>ann@domain</c> is <c>ann</c>. The host of a request counts as one.</summary>
    public IReadOnlyList<string> AccountDomains { get; init; } = [];

    /// <summary>How long an invitation may be used.</summary>
    public TimeSpan InviteLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a link to reset a password may be used.</summary>
    public TimeSpan ResetLifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a sign-in lasts after it was last used.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Sign-ins of one account at once; with one more the one that was not used for the longest ends.</summary>
    public int SessionsPerAccountMax { get; init; } = 100;

    /// <summary>The key that seals what the database must not hold in the open, 32 bytes. Null: one that lasts as long as the process.</summary>
    public byte[]? SecretKey { get; init; }

    /// <summary>Characters (UTF-16) in an offer's SDP.</summary>
    public int SdpChars { get; init; } = 256 * 1024;

    /// <summary>Receive slots in an offer.</summary>
    public int SlotsMax { get; init; } = 64;

    /// <summary>Pictures in a view.</summary>
    public int ViewMax { get; init; } = 64;

    /// <summary>Events of one entity between two snapshots.</summary>
    public int SnapshotEvery { get; init; } = 50;
}
