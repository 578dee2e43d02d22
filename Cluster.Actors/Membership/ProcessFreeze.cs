using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Cluster.Actors.Membership;

/// <summary>
/// Ends a process that did not run for so long that others have taken over what it held: it was stopped, its machine slept or was moved.
/// Nothing of what it still believes may reach anybody, so whoever notices first ends it, the clock's own thread or one that is about to
/// take or to give an answer. There is one of it, as there is one process.
/// </summary>
public static partial class ProcessFreeze
{
    private const int SinceBoot = 7;
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(100);

    // Never: a process in which nothing was begun is not watched.
    private static long s_limitNs = long.MaxValue;
    private static long s_seenNs;
    private static Action<TimeSpan> s_end = static _ => { };
    private static int s_ended;

    /// <summary>Begins to watch.</summary>
    /// <param name="limit">A longer gap ends the process; at least a few ticks of 100 ms.</param>
    /// <param name="end">Ends it, told how long the gap was. When it returns, there was no reason to: nobody could have taken over.</param>
    public static void Watch(TimeSpan limit, Action<TimeSpan> end)
    {
        s_end = end;
        Volatile.Write(ref s_seenNs, NowNs());
        Volatile.Write(ref s_limitNs, (long)limit.TotalNanoseconds);
        new Thread(Tick) { IsBackground = true, Name = "process-freeze", Priority = ThreadPriority.Highest }.Start();
    }

    /// <summary>Does not return in a process that others have taken over from. Costs some ten nanoseconds.</summary>
    public static void Check()
    {
        if (Volatile.Read(ref s_limitNs) is var limit and < long.MaxValue && NowNs() - Volatile.Read(ref s_seenNs) > limit)
        {
            End();
        }
    }

    private static void Tick()
    {
        while (true)
        {
            Thread.Sleep(s_tick);
            Check();
            Volatile.Write(ref s_seenNs, NowNs());
        }
    }

    private static void End()
    {
        var gap = TimeSpan.FromMicroseconds((NowNs() - Volatile.Read(ref s_seenNs)) / 1_000);
        if (Interlocked.Exchange(ref s_ended, 1) != 0)
        {
            // Another thread is ending the process: what this one was about to do is not done any more, unless it need not end.
            SpinWait.SpinUntil(static () => Volatile.Read(ref s_ended) == 0);
            return;
        }

        s_end(gap);
        Volatile.Write(ref s_seenNs, NowNs());
        Volatile.Write(ref s_ended, 0);
    }

    // Also the time in which the machine slept, which the runtime's own clock leaves out.
    private static long NowNs() => OperatingSystem.IsLinux() && ClockGetTime(SinceBoot, out var now) == 0
        ? (now.Seconds * 1_000_000_000) + now.Nanoseconds
        : (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
