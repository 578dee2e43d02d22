using System.Globalization;
using System.Runtime.InteropServices;

namespace Cluster.Host.Serving;

/// <summary>
/// Lets the media process go before others (setpriority(2)), where that is allowed: to root, and to a service whose limit says so
/// (LimitNICE of systemd). It computes little, and what waits for it is somebody's voice.
/// </summary>
internal static partial class MediaPriority
{
    // One step is about a quarter more of the processor beside others (docs/decisions/0008-garbage-collection.md).
    private const int Steps = 10;
    private const int Least = -20;
    private const int OfThread = 0;

    /// <summary>All threads there are; those that begin later have it from those that begin them.</summary>
    public static void Raise()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // From where it is: whoever starts the program may have given all of it another niceness.
        var niceness = Math.Max(Least, GetPriority(OfThread, 0) - Steps);
        foreach (var folder in Directory.EnumerateDirectories("/proc/self/task"))
        {
            // Refused, or the thread has ended: it goes on as it is.
            _ = SetPriority(OfThread, uint.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), niceness);
        }
    }

    [LibraryImport("libc", EntryPoint = "getpriority")]
    private static partial int GetPriority(int which, uint who);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);
}
