namespace Cluster.Web;

/// <summary>Every bound of the signalling socket; documented in <c>hocon/reference.conf</c> under <c>parley.web.signalling</c>.</summary>
public sealed record SignallingSettings
{
    /// <summary>Where a client may come back, see <see cref="WebSettings.Addresses"/>.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Open sockets on this node.</summary>
    public int SocketsMax { get; init; } = 4_096;

    /// <summary>Open sockets from one address; an office behind one address counts as one.</summary>
    public int SocketsPerAddressMax { get; init; } = 512;

    /// <summary>Bytes of one message from a client.</summary>
    public int MessageBytesMax { get; init; } = 524_288;

    /// <summary>Bytes of half-received messages on this node, all sockets together.</summary>
    public int PartialBytesMax { get; init; } = 64 << 20;

    /// <summary>From a message's first byte to its last.</summary>
    public TimeSpan MessageTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Until a new socket says <c>join</c> or <c>resume</c>.</summary>
    public TimeSpan FirstMessageTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Until a socket whose join was refused tries again (somebody is typing a password).</summary>
    public TimeSpan RetryTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Joins and resumes on one socket before it is closed.</summary>
    public int AttemptsMax { get; init; } = 10;

    /// <summary>Until a request that got no answer is refused with <c>try-again</c>.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For how long a participant whose node was lost is asked for again, before its client has to come anew.</summary>
    public TimeSpan ReturnPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it is asked for meanwhile.</summary>
    public TimeSpan ReturnInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Requests of one socket under way at once.</summary>
    public int RequestsMax { get; init; } = 32;

    /// <summary>Messages a second a client may send on average.</summary>
    public int MessagesPerSecond { get; init; } = 20;

    /// <summary>Messages a client may send at once after a silence.</summary>
    public int MessagesBurst { get; init; } = 60;

    /// <summary>Messages refused as <c>bad-message</c> or <c>too-many-messages</c> before the socket is closed.</summary>
    public int OffencesMax { get; init; } = 10;

    /// <summary>Messages waiting for a client that does not read.</summary>
    public int QueueMessagesMax { get; init; } = 512;

    /// <summary>Bytes waiting for a client that does not read.</summary>
    public int QueueBytesMax { get; init; } = 4 << 20;

    /// <summary>Silence after which the server pings.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Until a ping must be answered; then the socket counts as lost.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Until the other side answers a close.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
