using Microsoft.Extensions.Logging;

namespace Cluster.Host.Configuration;

/// <summary>What the process itself needs to know.</summary>
/// <param name="DataDirectory">As configured; empty means the usual place.</param>
/// <param name="DrainTimeout">How long a node that is asked to stop may take to give its meetings to others; zero: it does not.</param>
/// <param name="SecretKeyFile">As configured; empty means the one in the data directory.</param>
/// <param name="FirstLink">While there is no administrator, one is made at the start.</param>
internal sealed record HostSettings(string DataDirectory, string SecretKeyFile, TimeSpan StartTimeout, TimeSpan StopTimeout, TimeSpan StopDelay, TimeSpan DrainTimeout, bool FirstLink, LogLevel LogLevel, LogFormat LogFormat);

/// <summary>How log lines look.</summary>
internal enum LogFormat
{
    /// <summary>One line for a person.</summary>
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,
}
