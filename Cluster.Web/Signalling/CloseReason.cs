using System.Net.WebSockets;

namespace Cluster.Web.Signalling;

/// <summary>Why the server closes a socket: a status for the close frame (RFC 6455 section 7.4) and a stable code as its text.</summary>
internal sealed record CloseReason(WebSocketCloseStatus Status, string Code)
{
    /// <summary>The participant's part in the meeting is over.</summary>
    public static CloseReason Ended(string code) => new(WebSocketCloseStatus.NormalClosure, code);

    /// <summary>The node stops: come back, to it or to another.</summary>
    public static readonly CloseReason NodeStopping = new(WebSocketCloseStatus.EndpointUnavailable, "node-stopping");

    /// <summary>The control plane did not answer: come back.</summary>
    public static readonly CloseReason TryAgain = new((WebSocketCloseStatus)1013, "try-again");

    /// <summary>No <c>join</c> or <c>resume</c> in time.</summary>
    public static readonly CloseReason FirstMessageTimeout = new((WebSocketCloseStatus)4408, "first-message-timeout");

    /// <summary>A message took too long to arrive.</summary>
    public static readonly CloseReason MessageTimeout = new((WebSocketCloseStatus)4408, "message-timeout");

    /// <summary>Too many joins on one socket.</summary>
    public static readonly CloseReason TooManyAttempts = new((WebSocketCloseStatus)4429, "too-many-attempts");

    /// <summary>Too many messages.</summary>
    public static readonly CloseReason TooManyMessages = new((WebSocketCloseStatus)4429, "too-many-messages");

    /// <summary>Too many messages that are none.</summary>
    public static readonly CloseReason BadMessage = new((WebSocketCloseStatus)4400, "bad-message");

    /// <summary>The client speaks another version.</summary>
    public static readonly CloseReason UnsupportedVersion = new((WebSocketCloseStatus)4406, "unsupported-version");

    /// <summary>A binary message; the protocol has text only.</summary>
    public static readonly CloseReason BinaryMessage = new(WebSocketCloseStatus.InvalidMessageType, "binary-message");

    /// <summary>A message above the bound.</summary>
    public static readonly CloseReason MessageTooBig = new(WebSocketCloseStatus.MessageTooBig, "message-too-big");

    /// <summary>The client does not read; there is no close frame for one who does not read, the connection is reset.</summary>
    public static readonly CloseReason TooSlow = new(WebSocketCloseStatus.PolicyViolation, "too-slow");
}
