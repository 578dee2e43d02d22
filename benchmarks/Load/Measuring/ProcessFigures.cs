using System.Globalization;
using System.Runtime.InteropServices;
using Bench.Load.Net;

namespace Bench.Load.Measuring;

/// <summary>A process's CPU time and memory as the kernel counts them.</summary>
internal static partial class ProcessFigures
{
    // clock_getcpuclockid(3): the clock of all threads of a process, living or ended, in nanoseconds.
    private const int ProcessClockKind = 2;

    /// <summary>Seconds of CPU of all threads, and how they divide between user space and the kernel.</summary>
    public static unsafe CpuTime ReadCpu(int process)
    {
        Linux.Time exact;
        if (GetTime((~process << 3) | ProcessClockKind, &exact) != 0)
        {
            throw new InvalidOperationException($"Process {process} has ended.");
        }

        // proc(5): what follows the name, which may contain spaces: state is the first field, utime the twelfth.
        var text = File.ReadAllText($"/proc/{process}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return new CpuTime(exact.Seconds + (exact.Nanoseconds / 1e9), Ticks(fields[11]), Ticks(fields[12]));
    }

    /// <summary>The same of a process and those it started, which all run.</summary>
    public static CpuTime ReadCpuWithChildren(int process) => Directory.EnumerateDirectories($"/proc/{process}/task")
        .SelectMany(thread => File.ReadAllText($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(child => ReadCpu(int.Parse(child, CultureInfo.InvariantCulture)))
        .Aggregate(ReadCpu(process), (all, one) => new CpuTime(all.Total + one.Total, all.UserTicks + one.UserTicks, all.SystemTicks + one.SystemTicks));

    /// <summary>Resident memory in bytes.</summary>
    public static long ReadResidentBytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1_024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static long Ticks(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static unsafe partial int GetTime(int clock, Linux.Time* time);
}

/// <summary>CPU time: exact seconds, and the kernel's coarser ticks of both kinds, of which only the proportion counts.</summary>
internal readonly record struct CpuTime(double Total, long UserTicks, long SystemTicks)
{
    public double User => Total * UserTicks / Math.Max(UserTicks + SystemTicks, 1);

    public double System => Total - User;

    public CpuTime Since(CpuTime before) => new(Total - before.Total, UserTicks - before.UserTicks, SystemTicks - before.SystemTicks);
}
