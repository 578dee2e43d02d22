using Microsoft.Extensions.Logging;

namespace Cluster.Host.Configuration;

/// <summary>Reads what the process itself needs.</summary>
internal static class HostSection
{
    public static HostSettings Read(SettingsReader root) => new(
        root.Text("data-directory"),
        root.Text("secret-key-file"),
        root.Duration("start-timeout", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30)),
        root.Duration("stop-timeout", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)),
        root.Duration("stop-delay", TimeSpan.Zero, TimeSpan.FromMinutes(10)),
        root.Section("drain").Duration("timeout", TimeSpan.Zero, TimeSpan.FromHours(1)),
        root.Section("admin").Flag("first-link"),
        root.Section("log").Choice<LogLevel>("level"),
        root.Section("log").Choice<LogFormat>("format"));
}
