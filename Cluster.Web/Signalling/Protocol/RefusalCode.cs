namespace Cluster.Web.Signalling.Protocol;

/// <summary>The codes the edge itself refuses with; the control and media planes have theirs. All are stable.</summary>
public static class RefusalCode
{
    /// <summary>Not JSON, not a known type, a field missing or out of bounds.</summary>
    public const string BadMessage = "bad-message";

    /// <summary>The client speaks another version of the protocol.</summary>
    public const string UnsupportedVersion = "unsupported-version";

    /// <summary>Only <c>join</c>, <c>resume</c> and <c>ping</c> are possible outside a meeting.</summary>
    public const string NotJoined = "not-joined";

    /// <summary>This socket is in a meeting already.</summary>
    public const string AlreadyJoined = "already-joined";

    /// <summary>More messages than the rate allows; the message was dropped.</summary>
    public const string TooManyMessages = "too-many-messages";

    /// <summary>Too many requests of this socket are under way; the request was dropped.</summary>
    public const string TooManyRequests = "too-many-requests";

    /// <summary>No answer came in time; nothing is lost by asking again.</summary>
    public const string TryAgain = "try-again";

    /// <summary>Nobody to resume: join anew.</summary>
    public const string ResumeUnknown = "resume-unknown";

    /// <summary>The room's name cannot be a room's name.</summary>
    public const string BadRequest = "bad-request";
}
