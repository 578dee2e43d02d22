using System.Net;
using Microsoft.Extensions.Logging;

namespace Cluster.Web.Signalling;

/// <summary>What signalling writes to the log: never what a client said, only that it did.</summary>
internal static partial class SignallingLog
{
    [LoggerMessage(2001, LogLevel.Debug, "Connection is {Stage}, room {Room}, participant {Participant}")]
    public static partial void StageChanged(ILogger log, ConnectionStage stage, string room, string participant);

    [LoggerMessage(2002, LogLevel.Debug, "Socket from {Address} closed with {Code}")]
    public static partial void SocketClosed(ILogger log, IPAddress address, string code);

    [LoggerMessage(2003, LogLevel.Information, "Socket from {Address} not opened: {Code}")]
    public static partial void UpgradeRefused(ILogger log, IPAddress address, string code);
}
