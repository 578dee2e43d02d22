using System.Globalization;
using Cluster.Host.Commands.Access;
using Cluster.Host.Configuration;

namespace Cluster.Host.Commands.Text;

/// <summary>Points in time and durations as people read and type them; the machine's time zone is meant.</summary>
internal static class Moments
{
    private static readonly string[] s_formats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss"];
    private static readonly string[] s_formatsWithZone = [.. s_formats.Select(format => format + "zzz"), "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm'Z'"];

    /// <summary>Unix time in milliseconds as <c>2026-12-01 17:20 +01:00</c>.</summary>
    public static string Show(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToLocalTime().ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    /// <summary>The same, or a word when there is none.</summary>
    public static string Show(long? unixMs, string none) => unixMs is { } ms and > 0 ? Show(ms) : none;

    /// <summary>How long, in its two largest units: <c>3 d 4 h</c>.</summary>
    public static string ShowLength(long ms)
    {
        var length = TimeSpan.FromMilliseconds(ms);
        (int Count, string Unit)[] parts = [(length.Days, "d"), (length.Hours, "h"), (length.Minutes, "min"), (length.Seconds, "s")];
        var from = Array.FindIndex(parts, part => part.Count > 0);
        return from < 0 ? "0 s" : string.Join(' ', parts.Skip(from).Take(2).Where(part => part.Count > 0).Select(part => $"{part.Count} {part.Unit}"));
    }

    /// <summary>A duration in milliseconds, as typed for an option.</summary>
    public static long ReadLength(string option, string text) => Units.TryParseDuration(text, out var length)
        ? (long)length.TotalMilliseconds
        : throw CommandRefusedException.ForCommandLine($"The option {option} takes a duration such as 30min, 12h or 7d, and not \"{text}\".");

    /// <summary>When: a date (its end is meant), a date and time, a duration from now, or <c>never</c>, which is 0.</summary>
    public static long ReadMoment(string option, string text, DateTimeOffset now)
    {
        if (text == "never")
        {
            return 0;
        }

        if (Units.TryParseDuration(text, out var length))
        {
            return (now + length).ToUnixTimeMilliseconds();
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
        {
            return Local(day.AddDays(1).ToDateTime(TimeOnly.MinValue));
        }

        if (DateTime.TryParseExact(text, s_formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return Local(local);
        }

        return DateTimeOffset.TryParseExact(text, s_formatsWithZone, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment.ToUnixTimeMilliseconds()
            : throw CommandRefusedException.ForCommandLine(
                $"The option {option} takes a date such as 2026-12-31, a date and time such as 2026-12-31T18:00, a duration such as 30d, or never, and not \"{text}\".");
    }

    private static long Local(DateTime moment) =>
        new DateTimeOffset(moment, TimeZoneInfo.Local.GetUtcOffset(moment)).ToUnixTimeMilliseconds();
}
