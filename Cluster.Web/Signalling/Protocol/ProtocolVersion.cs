namespace Cluster.Web.Signalling.Protocol;

/// <summary>The signalling protocol's version: it changes when an old client could no longer take part.</summary>
public static class ProtocolVersion
{
    /// <summary>What <c>join</c> and <c>resume</c> must carry.</summary>
    public const int Current = 1;

    /// <summary>The WebSocket subprotocol (RFC 6455 section 1.9) of this version.</summary>
    public const string Subprotocol = "parley.v1";
}
