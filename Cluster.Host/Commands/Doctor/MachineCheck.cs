using System.Globalization;
using System.Runtime.InteropServices;
using Cluster.Actors;
using Cluster.Host.Commands.Access;
using Cluster.Media;

namespace Cluster.Host.Commands.Doctor;

/// <summary>The machine: buffers for datagrams, files at once, processors.</summary>
internal static partial class MachineCheck
{
    /// <summary>Files beside sockets of participants: the program's own, databases, ports, and some to spare.</summary>
    private const long OtherFiles = 1_024;

    private const int OpenFiles = 7;

    /// <summary>Looks at it.</summary>
    public static IEnumerable<Finding> Find(NodeSetup setup) =>
    [
        .. setup.Settings.Actors.Roles.Contains(NodeRole.Media) ? Buffers() : [],
        .. setup.Settings.Actors.Roles.Contains(NodeRole.Web) ? Files(setup) : [],
        .. Processors(setup),
    ];

    private static IEnumerable<Finding> Buffers()
    {
        var small = ((string[])["rmem_max", "wmem_max"])
            .Select(name => (Name: $"net.core.{name}", Bytes: Read($"/proc/sys/net/core/{name}"))).Where(entry => entry.Bytes < MediaMachine.SocketBufferBytes).ToArray();
        return [small.Length == 0
            ? Finding.Ok("udp-buffers", $"The system gives media ports the {MediaMachine.SocketBufferBytes >> 20} MiB they ask for.")
            : Finding.Warn(
                "udp-buffers",
                $"Media ports ask for {MediaMachine.SocketBufferBytes} bytes and get {string.Join(" and ", small.Select(entry => $"{entry.Bytes} ({entry.Name})"))}: in large meetings packets are lost in bursts.",
                $"sysctl {string.Join(' ', small.Select(entry => $"{entry.Name}={MediaMachine.SocketBufferBytes}"))}, and the same in a file below /etc/sysctl.d.")];
    }

    private static IEnumerable<Finding> Files(NodeSetup setup)
    {
        var wanted = setup.Settings.Web.Signalling.SocketsMax + OtherFiles;
        if ((setup.Running?.FilesMax() ?? Limit()) is not { } max)
        {
            return [];
        }

        return [max >= wanted
            ? Finding.Ok("open-files", $"{max} files may be open at once, of which {setup.Settings.Web.Signalling.SocketsMax} participants need one each.")
            : Finding.Warn("open-files", $"{max} files may be open at once, and {setup.Settings.Web.Signalling.SocketsMax} participants with the rest need {wanted}.", $"LimitNOFILE={wanted} in the unit file, or ulimit -n {wanted}; or a lower parley.web.signalling.sockets-max.")];
    }

    private static IEnumerable<Finding> Processors(NodeSetup setup)
    {
        var (count, media) = (Environment.ProcessorCount, setup.Settings.Media);
        var isMedia = setup.Settings.Actors.Roles.Contains(NodeRole.Media);
        yield return isMedia && media.Processors.FirstOrDefault(number => !Directory.Exists($"/sys/devices/system/cpu/cpu{number}"), -1) is >= 0 and var missing && Directory.Exists("/sys/devices/system/cpu")
            ? Finding.Warn("processors", $"This machine has no processor {missing}, which parley.media.processors names: its workers run where the system puts them.", "Correct it, or leave it out.")
            : isMedia && media.WorkerCount > count ? Finding.Warn("processors", $"{media.WorkerCount} media workers share {count} processors.", "Leave out parley.media.workers: then there is one for each.")
            : count == 1 ? Finding.Warn("processors", "There is one processor: whatever takes its time is heard.", "Two or more let media go on beside everything else.")
            : Finding.Ok("processors", isMedia ? $"There are {count} processors, with {media.WorkerCount} media workers." : $"There are {count} processors.");
    }

    private static long Read(string path)
    {
        try
        {
            return long.Parse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture);
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            // Another system, or one that does not say: nothing to complain of.
            return long.MaxValue;
        }
    }

    // The program raises its own limit as far as it may, so the upper one counts.
    private static long? Limit()
    {
        var limits = new ulong[2];
        return OperatingSystem.IsLinux() && IntPtr.Size == 8 && GetLimit(OpenFiles, limits) == 0 ? (long)Math.Min(limits[1], long.MaxValue) : null;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, [Out] ulong[] limits);
}
