using System.Globalization;

namespace Bench.Load.Measuring;

/// <summary>A process's CPU time and memory as the kernel counts them (proc(5)).</summary>
internal static class ProcessFigures
{
    private static readonly double TicksPerSecond = 100;

    /// <summary>Seconds of CPU in user space and in the kernel, of all threads.</summary>
    public static CpuTime ReadCpu(int process)
    {
        // What follows the name, which may contain spaces: state is the first field, utime the twelfth.
        var text = File.ReadAllText($"/proc/{process}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return new CpuTime(Seconds(fields[11]), Seconds(fields[12]));
    }

    /// <summary>Resident memory in bytes.</summary>
    public static long ReadResidentBytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1_024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static double Seconds(string ticks) => long.Parse(ticks, CultureInfo.InvariantCulture) / TicksPerSecond;
}

/// <summary>CPU seconds.</summary>
internal readonly record struct CpuTime(double User, double System)
{
    public double Total => User + System;

    public CpuTime Since(CpuTime before) => new(User - before.User, System - before.System);
}
