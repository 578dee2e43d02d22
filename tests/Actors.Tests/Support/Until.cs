using System.Diagnostics;

namespace Actors.Tests.Support;

/// <summary>Waits for what nobody announces, and says in vain for what.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Returns how long it took.</summary>
    public static Task<TimeSpan> TrueAsync(string what, Func<bool> there) => TrueAsync(what, () => Task.FromResult(there()));

    /// <summary>The same, where the question takes time. An answer that does not come within its time is a no.</summary>
    public static async Task<TimeSpan> TrueAsync(string what, Func<Task<bool>> there)
    {
        var since = Stopwatch.StartNew();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await there())
        {
            if (since.Elapsed > Patience)
            {
                throw new TimeoutException($"Waited {Patience.TotalSeconds} s in vain: {what}.");
            }

            await tick.WaitForNextTickAsync();
        }

        return since.Elapsed;
    }
}
