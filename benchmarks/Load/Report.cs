using System.Globalization;
using System.Runtime.InteropServices;

namespace Bench.Load;

/// <summary>What a run has to say: shown as it comes, and written to a file at the end with what the machine was.</summary>
internal sealed class Report
{
    private readonly List<string> _lines = [];
    private readonly List<string> _goals = [];

    /// <summary>Scenarios that could not run.</summary>
    public int Failures { get; private set; }

    /// <summary>Goals that were missed.</summary>
    public int Short { get; private set; }

    public void Say(string line)
    {
        Console.WriteLine(line);
        _lines.Add(line);
    }

    /// <summary>A scenario's title.</summary>
    public void Begin(string title)
    {
        Say("");
        Say($"== {title}");
    }

    /// <summary>A goal that holds when the value is not above the limit.</summary>
    public void Goal(string name, double value, double limit, string format = "0.00") =>
        Goal(name, value.ToString(format, CultureInfo.InvariantCulture), limit.ToString(format, CultureInfo.InvariantCulture), value <= limit);

    /// <summary>A figure beside a goal, without a limit of its own.</summary>
    public void Figure(string name, double value, string format = "0.00") => _goals.Add(
        $"goal {name} {value.ToString(format, CultureInfo.InvariantCulture)} - report");

    /// <summary>A scenario that could not run.</summary>
    public void Fail(string scenario, string why)
    {
        Failures++;
        Say($"{scenario} could not run: {why}");
    }

    /// <summary>Says the goals and writes everything to a file; an empty name: to none.</summary>
    public void End(string file)
    {
        Begin("Goals");
        _goals.ForEach(Say);
        Say(_goals.Count == 0 ? "None belongs to what was measured." : Short == 0 ? "All goals that were measured are met." : $"{Short} short of the goal: docs/performance.md says where the time goes.");
        if (file.Length == 0)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllLines(file, [.. Machine(), .. _lines]);
    }

    private void Goal(string name, string value, string limit, bool isOk)
    {
        Short += isOk ? 0 : 1;
        _goals.Add($"goal {name} {value} {limit} {(isOk ? "ok" : "short")}");
    }

    private static IEnumerable<string> Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        yield return $"date    {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC";
        yield return $"kernel  {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}";
        yield return $"cpu     {File.ReadLines("/proc/cpuinfo").Count(line => line.StartsWith("processor", StringComparison.Ordinal))} × {model?.Split(':')[1].Trim()}";
        yield return $"runtime {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}";
        yield return $"load    {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the end, of this run and of everything else on the machine";
    }
}
