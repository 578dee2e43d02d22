using System.Runtime.InteropServices;

namespace Bench.Load.Net;

/// <summary>The system calls of the load generator: batches of datagrams, exact waits, and the choice of a core (64-bit Linux).</summary>
internal static unsafe partial class Linux
{
    public const int MessageDontWait = 0x40;
    public const int ClockMonotonic = 1;
    private const int RoundRobin = 2;

    [StructLayout(LayoutKind.Sequential)]
    public struct Vector
    {
        public byte* Base;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public byte* Name;
        public uint NameLength;
        public Vector* Vectors;
        public nuint VectorCount;
        public byte* Control;
        public nuint ControlLength;
        public int Flags;
        public int Padding;
        public uint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int ReceiveMany(int socket, Message* messages, uint count, int flags, void* timeout);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMany(int socket, Message* messages, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int socket, byte* bytes, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    public static partial int Sleep(int clock, int flags, Time* request, Time* remain);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint argument, nuint third, nuint fourth, nuint fifth);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetScheduler(int thread, int policy, int* priority);

    [LibraryImport("libc", EntryPoint = "sched_getscheduler")]
    private static partial int GetScheduler(int thread);

    /// <summary>Where the program is real-time (SCHED_RR) already, the calling thread goes before all its others.</summary>
    public static void GoFirst()
    {
        var priority = 2;
        _ = GetScheduler(0) == RoundRobin ? SetScheduler(0, RoundRobin, &priority) : 0;
    }

    /// <summary>Waits, to within some microseconds.</summary>
    public static void SleepUs(long us)
    {
        var request = new Time { Seconds = us / 1_000_000, Nanoseconds = us % 1_000_000 * 1_000 };
        _ = Sleep(ClockMonotonic, 0, &request, null);
    }

    /// <summary>The calling thread's waits end on time, and not up to 50 us later (PR_SET_TIMERSLACK).</summary>
    public static void WakeOnTime() => _ = Control(29, 1, 0, 0, 0);
}
