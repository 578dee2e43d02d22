using System.Globalization;

namespace Cluster.Host.Configuration;

/// <summary>Durations and sizes as people write them in configuration: a number, perhaps a space, a unit.</summary>
internal static class Units
{
    private static readonly System.Buffers.SearchValues<char> s_digits = System.Buffers.SearchValues.Create("0123456789.");

    private static readonly (string Unit, double Ms)[] s_durations =
        [("ms", 1), ("s", 1_000), ("m", 60_000), ("min", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    private static readonly (string Unit, double Bytes)[] s_sizes =
        [("B", 1), ("kB", 1_000), ("KiB", 1_024), ("MB", 1_000_000), ("MiB", 1_048_576), ("GB", 1_000_000_000), ("GiB", 1_073_741_824)];

    /// <summary>Reads <c>500 ms</c>, <c>15 s</c>, <c>2 m</c>, <c>1 h</c>, <c>7 d</c>; a bare number has no meaning.</summary>
    public static bool TryParseDuration(string text, out TimeSpan duration)
    {
        var known = TryParse(text, s_durations, out var ms) && ms <= TimeSpan.FromDays(3_650).TotalMilliseconds;
        duration = known ? TimeSpan.FromMilliseconds(ms) : default;
        return known;
    }

    /// <summary>Reads <c>512 KiB</c>, <c>2 MB</c>, <c>100 B</c>; a bare number has no meaning.</summary>
    public static bool TryParseBytes(string text, out long bytes)
    {
        var known = TryParse(text, s_sizes, out var size) && size <= long.MaxValue / 2;
        bytes = known ? (long)size : 0;
        return known;
    }

    /// <summary>A duration as the configuration writes it.</summary>
    public static string ShowDuration(TimeSpan duration) => Show(duration.TotalMilliseconds, s_durations.Where(unit => unit.Unit != "min"));

    /// <summary>A size as the configuration writes it, in the binary units.</summary>
    public static string ShowBytes(long bytes) => Show(bytes, s_sizes.Where(unit => unit.Unit.Contains('i', StringComparison.Ordinal) || unit.Unit == "B"));

    private static bool TryParse(string text, (string Unit, double Factor)[] units, out double value)
    {
        var digits = text.AsSpan().IndexOfAnyExcept(s_digits);
        value = 0;
        if (digits <= 0 || !double.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var name = text[digits..].Trim();
        foreach (var (unit, factor) in units)
        {
            if (unit == name)
            {
                value = number * factor;
                return true;
            }
        }

        return false;
    }

    private static string Show(double value, IEnumerable<(string Unit, double Factor)> units)
    {
        var (unit, factor) = units.Last(entry => entry.Factor == 1 || (value >= entry.Factor && value % entry.Factor == 0));
        return string.Create(CultureInfo.InvariantCulture, $"{value / factor:0.###} {unit}");
    }
}
