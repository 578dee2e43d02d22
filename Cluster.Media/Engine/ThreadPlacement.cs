using System.Runtime.InteropServices;
using Cluster.Media.Net;
using Microsoft.Extensions.Logging;

namespace Cluster.Media.Engine;

/// <summary>Keeps a worker's thread on the processor it was given (sched_setaffinity(2)).</summary>
internal static partial class ThreadPlacement
{
    // What the kernel's mask for the call holds at most here.
    private const int ProcessorsMax = 1_024;

    /// <summary>Keeps the calling thread on number <c>index mod count</c> of the processors; with none given, or where it can't be done, it stays the system's choice.</summary>
    public static unsafe void Keep(IReadOnlyList<int> processors, int index, ILogger logger)
    {
        if (processors.Count == 0)
        {
            return;
        }

        var processor = processors[index % processors.Count];
        if (!OperatingSystem.IsLinux() || processor is < 0 or >= ProcessorsMax)
        {
            LogNotPlaced(logger, index, processor, 0);
            return;
        }

        Span<byte> mask = stackalloc byte[ProcessorsMax / 8];
        mask.Clear();
        mask[processor / 8] = (byte)(1 << (processor % 8));
        fixed (byte* bits = mask)
        {
            if (LinuxNative.SetAffinity(0, (nuint)mask.Length, bits) != 0)
            {
                LogNotPlaced(logger, index, processor, Marshal.GetLastPInvokeError());
            }
        }
    }

    [LoggerMessage(1002, LogLevel.Warning, "Media worker {Worker} can't be kept on processor {Processor} (error {Error}); it runs where the system puts it")]
    private static partial void LogNotPlaced(ILogger logger, int worker, int processor, int error);
}
