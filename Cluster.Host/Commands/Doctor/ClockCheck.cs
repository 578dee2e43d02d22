using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Cluster.Actors.Storage;

namespace Cluster.Host.Commands.Doctor;

/// <summary>
/// The clock: against the database's, against those of the other nodes, and whether something keeps it right. Tickets, links
/// and sessions end by it.
/// </summary>
internal sealed partial class ClockCheck
{
    private const string Check = "clock";

    /// <summary>Tickets for bridges live for minutes; a second is far from that, and more than any clock that is kept right is off.</summary>
    private static readonly TimeSpan s_warn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_fail = TimeSpan.FromSeconds(15);

    /// <summary>What setting a clock does to it, and keeping it right does not.</summary>
    private static readonly TimeSpan s_jump = TimeSpan.FromMilliseconds(100);

    // struct timex of adjtimex(2), with 64-bit longs: modes, offset, freq, maxerror, esterror, status, …
    private const int TimexBytes = 256;
    private const int StatusOffset = 40;
    private const int Unsynchronized = 0x40;

    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;
    private readonly long _since = Stopwatch.GetTimestamp();

    private ClockCheck()
    {
    }

    /// <summary>Looks at it for the first time; jumps until <see cref="Find"/> are seen.</summary>
    public static ClockCheck Begin() => new();

    /// <summary>What there is to say.</summary>
    public IEnumerable<Finding> Find(StoreFindings? store)
    {
        var jump = DateTimeOffset.UtcNow - _began - Stopwatch.GetElapsedTime(_since);
        if (jump.Duration() > s_jump)
        {
            yield return Finding.Warn(Check, $"The clock was set by {Show(jump)} while this command ran.", "Let one program keep it right (chrony or systemd-timesyncd), by small steps.");
        }

        if (store?.Ahead is { } ahead)
        {
            yield return Compare("This machine's clock", ahead, store.Uncertainty, "the database's");
        }

        foreach (var node in store?.Nodes ?? [])
        {
            if (node.AheadMs is { } ms && TimeSpan.FromMilliseconds(ms) is var its && its.Duration() > s_warn)
            {
                yield return Compare($"The clock of the node at {node.Address}", its, TimeSpan.Zero, "the database's");
            }
        }

        yield return Kept();
    }

    private static Finding Compare(string whose, TimeSpan ahead, TimeSpan uncertainty, string other)
    {
        var off = ahead.Duration() - uncertainty;
        var text = $"{whose} is {Show(ahead.Duration())} {(ahead < TimeSpan.Zero ? "behind" : "ahead of")} {other}";
        return off > s_fail ? Finding.Fail(Check, $"{text}: tickets, links and sessions end too early or too late.", "Let NTP keep both right (chrony or systemd-timesyncd).")
            : off > s_warn ? Finding.Warn(Check, $"{text}.", "Let NTP keep both right (chrony or systemd-timesyncd).")
            : Finding.Ok(Check, $"{whose} agrees with {other} to {Show(ahead.Duration())}.");
    }

    /// <summary>Whether the kernel believes that its clock is kept right.</summary>
    private static Finding Kept()
    {
        var timex = new byte[TimexBytes];
        if (!OperatingSystem.IsLinux() || IntPtr.Size != 8 || Adjust(timex) < 0)
        {
            return Finding.Ok(Check, "Whether something keeps the clock right, this system does not say.");
        }

        return (BitConverter.ToInt32(timex, StatusOffset) & Unsynchronized) == 0
            ? Finding.Ok(Check, "The clock is kept right by the network's time.")
            : Finding.Warn(Check, "The kernel knows of nothing that keeps the clock right.", "Install chrony or systemd-timesyncd; in a container the machine below does it, and may not tell.");
    }

    private static string Show(TimeSpan time) => time.Duration() < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int Adjust([In, Out] byte[] timex);
}
