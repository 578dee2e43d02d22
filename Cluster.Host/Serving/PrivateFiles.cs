using System.Runtime.InteropServices;

namespace Cluster.Host.Serving;

/// <summary>
/// Makes every file this process creates from now on its user's alone: the database and its companions hold password
/// hashes, and the data directory may be one that was there before and lets others look in.
/// </summary>
internal static partial class PrivateFiles
{
    private const uint NothingForOthers = 0b000_111_111;

    /// <summary>From now on.</summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = umask(NothingForOthers);
        }
    }

    [LibraryImport("libc")]
    private static partial uint umask(uint mask);
}
