using Cluster.Host.Configuration;

namespace Cluster.Host.Serving;

/// <summary>Which data directory is meant when none is named.</summary>
internal static class DataPlace
{
    /// <summary>Where a node installed as the system's service keeps its data.</summary>
    public const string OfService = "/var/lib/parley";

    /// <summary>The directory a node serves from: the one configured, the service manager's, or this user's.</summary>
    public static string ForServing(string configured) =>
        Path.GetFullPath(configured.Length > 0 ? configured : OfManager() ?? OfUser() ?? throw Homeless());

    /// <summary>
    /// The directory a command is about: the same, but who has no data of their own and types a command on a machine
    /// with the service means the service.
    /// </summary>
    public static string ForCommand(string configured)
    {
        if (configured.Length > 0 || OfManager() is not null)
        {
            return ForServing(configured);
        }

        var own = OfUser();
        if (own is not null && Directory.Exists(own))
        {
            return Path.GetFullPath(own);
        }

        return Directory.Exists(OfService) ? OfService : ForServing(configured);
    }

    private static string? OfManager() =>
        Environment.GetEnvironmentVariable("STATE_DIRECTORY") is { Length: > 0 } state ? state.Split(':')[0] : null;

    private static string? OfUser() =>
        Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } share && Path.IsPathRooted(share) ? Path.Combine(share, "parley")
        : Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local", "share", "parley")
        : null;

    private static StartRefusedException Homeless() =>
        new(ExitCode.Data, "There is no home directory to keep data in: say where with --data DIR.");
}
