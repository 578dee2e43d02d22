using Cluster.Media.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Cluster.Media.Tests.Engine;

/// <summary>Workers keep to the processors they are given, and run all the same where that can't be.</summary>
public sealed class ThreadPlacementTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_worker_keeps_to_its_own_of_the_processors(int index)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var allowed = Allowed();
        var given = allowed.Take(2).ToArray();
        Assert.Equal([given[index % given.Length]], RunKept(given, index));
    }

    [Fact]
    public void With_none_given_the_system_chooses() => Assert.Equal(OperatingSystem.IsLinux() ? Allowed() : [], RunKept([], 0));

    [Fact]
    public void A_processor_that_is_not_there_leaves_the_worker_where_it_was() =>
        Assert.Equal(OperatingSystem.IsLinux() ? Allowed() : [], RunKept([1_023], 0));

    private static int[] RunKept(int[] processors, int index)
    {
        int[] found = [];
        var thread = new Thread(() =>
        {
            ThreadPlacement.Keep(processors, index, NullLogger.Instance);
            found = OperatingSystem.IsLinux() ? Allowed() : [];
        });
        thread.Start();
        thread.Join();
        return found;
    }

    /// <summary>The calling thread's processors, such as <c>0-2,5</c> in proc(5).</summary>
    private static int[] Allowed()
    {
        var line = File.ReadLines("/proc/thread-self/status").First(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal));
        return [.. line.Split(':')[1].Trim().Split(',').SelectMany(range =>
        {
            var ends = range.Split('-').Select(int.Parse).ToArray();
            return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
        })];
    }
}
