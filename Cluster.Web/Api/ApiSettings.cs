namespace Cluster.Web;

/// <summary>Bounds of the HTTP API for browsers; documented in <c>hocon/reference.conf</c> under <c>parley.web.api</c>.</summary>
public sealed record ApiSettings
{
    /// <summary>Requests a second from one address on average; a school behind one address counts as one.</summary>
    public int RequestsPerSecond { get; init; } = 50;

    /// <summary>Requests from one address at once after a silence.</summary>
    public int RequestsBurst { get; init; } = 1_000;

    /// <summary>Attempts a minute from one address to sign in or to use a one-time link.</summary>
    public int AttemptsPerMinute { get; init; } = 30;

    /// <summary>The same at once after a silence.</summary>
    public int AttemptsBurst { get; init; } = 60;

    /// <summary>Sign-ins that wait for a processor on this node; more are told to come back.</summary>
    public int AttemptsWaitingMax { get; init; } = 100;
}
