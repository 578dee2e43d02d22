using System.Globalization;
using System.Text.RegularExpressions;

namespace Host.Tests.Telemetry;

/// <summary>A line of Prometheus' text format.</summary>
internal sealed partial record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>Lines that are samples; what is neither that nor a comment is a fault of the test.</summary>
    public static IReadOnlyList<Sample> ReadAll(string text) =>
        [.. text.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#')).Select(Read)];

    private static Sample Read(string line)
    {
        var match = Line().Match(line);
        Assert.True(match.Success, $"no sample: {line}");
        return new Sample(
            match.Groups["name"].Value,
            Label().Matches(match.Groups["labels"].Value).ToDictionary(label => label.Groups["key"].Value, label => label.Groups["value"].Value),
            double.Parse(match.Groups["value"].Value.Replace("+Inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>.*)\})? (?<value>\S+)( [0-9]+)?$""")]
    private static partial Regex Line();

    [GeneratedRegex("""(?<key>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>(\\.|[^"\\])*)",?""")]
    private static partial Regex Label();
}
