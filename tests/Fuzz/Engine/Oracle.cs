using System.Diagnostics;

namespace Fuzz.Engine;

/// <summary>Runs one input and judges: exceptions, memory, time, and bytes that are not the input's.</summary>
internal sealed class Oracle(FuzzTarget target)
{
    private const byte Canary = 0xC5;
    private const int CanaryBytes = 64;

    // Time and memory are the thread's, but the machine's other work and the runtime's own show in them: what is too much
    // is only believed when it comes back each time.
    private const int Repeats = 5;

    private readonly byte[] _room = new byte[target.InputBytesMax + (2 * CanaryBytes) + 65_536];

    /// <summary>Null: all is well. <paramref name="outcome"/> is the target's.</summary>
    public Finding? Judge(byte[] input, out int outcome)
    {
        outcome = 0;
        try
        {
            outcome = Run(input, out var allocated, out var us);
            for (var i = 0; i < Repeats && IsTooMuch(input.Length, allocated, us); i++)
            {
                Run(input, out var again, out var usAgain);
                (allocated, us) = (Math.Min(allocated, again), Math.Min(us, usAgain));
            }

            return target.AllocatedBytesMax(input.Length) < allocated ? Found("allocates too much", $"{allocated} bytes")
                : us > target.MicrosecondsMax ? Found("takes too long", $"{us} us")
                : null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            var frame = new StackTrace(fault).GetFrames().FirstOrDefault(each => each.GetMethod()?.DeclaringType?.Namespace?.StartsWith("Fuzz", StringComparison.Ordinal) == false);
            var place = frame?.GetMethod() is { } method ? $" in {method.DeclaringType?.Name}.{method.Name}" : "";
            return Found($"{fault.GetType().Name}{(fault is OracleException ? $" ({fault.Message})" : place)}", fault.ToString());
        }

        Finding Found(string kind, string details) => new(target.Name, input, kind, details);
    }

    private bool IsTooMuch(int length, long allocated, long us) =>
        target.AllocatedBytesMax(length) < allocated || us > target.MicrosecondsMax;

    private int Run(byte[] input, out long allocated, out long us)
    {
        var room = _room.AsSpan(0, input.Length + (2 * CanaryBytes));
        room[..CanaryBytes].Fill(Canary);
        room[^CanaryBytes..].Fill(Canary);
        var bytes = room.Slice(CanaryBytes, input.Length);
        input.CopyTo(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var began = Stopwatch.GetTimestamp();
        var outcome = target.Run(bytes);
        us = (long)Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (room[..CanaryBytes].IndexOfAnyExcept(Canary) >= 0 || room[^CanaryBytes..].IndexOfAnyExcept(Canary) >= 0)
        {
            throw new OracleException("bytes outside the input were changed");
        }

        return outcome;
    }
}
