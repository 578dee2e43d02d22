using Microsoft.Extensions.Logging;

namespace Cluster.Web.Accounts.Keys;

/// <summary>What the keys of cookies write to the log: which row, never what is in it.</summary>
internal static partial class KeysLog
{
    [LoggerMessage(2101, LogLevel.Warning, "The cookie key {Id} cannot be opened with this node's secret.key and is ignored: whoever signed in with it signs in again")]
    public static partial void Unreadable(ILogger log, string id);
}
