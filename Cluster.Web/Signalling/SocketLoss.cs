using System.Net.WebSockets;

namespace Cluster.Web.Signalling;

/// <summary>Which exceptions only mean that the other side of a socket is gone: everyday events, not faults.</summary>
internal static class SocketLoss
{
    /// <summary>True for what a reset, a time-out or an abort surfaces as.</summary>
    public static bool Is(Exception exception) =>
        exception is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException
            or InvalidOperationException;
}
