using System.Globalization;
using System.Net;

namespace Cluster.Host.Configuration;

/// <summary>Reads settings of one section as what they are, and refuses what does not parse or is out of range.</summary>
internal sealed class SettingsReader(SettingsSource source, string section)
{
    /// <summary>A section below this one.</summary>
    public SettingsReader Section(string name) => new(source, $"{section}.{name}");

    /// <summary>Text, possibly empty.</summary>
    public string Text(string key) => Raw(key).Text;

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public int Number(string key, int min, int max)
    {
        var (text, refuse) = Raw(key);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw refuse($"a whole number from {min} to {max}");
    }

    /// <summary>A number of bytes such as <c>512 KiB</c>.</summary>
    public int Bytes(string key, int min, int max)
    {
        var (text, refuse) = Raw(key);
        return Units.TryParseBytes(text, out var bytes) && bytes >= min && bytes <= max
            ? (int)bytes
            : throw refuse($"a size from {Units.ShowBytes(min)} to {Units.ShowBytes(max)}, written like 512 KiB");
    }

    /// <summary>A duration such as <c>15 s</c>.</summary>
    public TimeSpan Duration(string key, TimeSpan min, TimeSpan max)
    {
        var (text, refuse) = Raw(key);
        return Units.TryParseDuration(text, out var duration) && duration >= min && duration <= max
            ? duration
            : throw refuse($"a duration from {Units.ShowDuration(min)} to {Units.ShowDuration(max)}, written like 15 s or 500 ms");
    }

    /// <summary>Yes or no.</summary>
    public bool Flag(string key)
    {
        var (text, refuse) = Raw(key);
        return text switch
        {
            "true" or "on" or "yes" => true,
            "false" or "off" or "no" => false,
            _ => throw refuse("true or false"),
        };
    }

    /// <summary>One of a few words.</summary>
    public T Choice<T>(string key)
        where T : struct, Enum
    {
        var (text, refuse) = Raw(key);
        return Enum.GetNames<T>().Any(name => name.Equals(text, StringComparison.OrdinalIgnoreCase))
            ? Enum.Parse<T>(text, ignoreCase: true)
            : throw refuse($"one of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}");
    }

    /// <summary>IP addresses, possibly none.</summary>
    public IReadOnlyList<IPAddress> Addresses(string key) =>
        Each(key, "IP addresses such as 192.0.2.10 or 2001:db8::10", IpAddress.TryRead);

    /// <summary>Origins as browsers send them, such as <c>https://meet.example.org</c>.</summary>
    public IReadOnlyList<string> Origins(string key) =>
        Each(key, "origins such as https://meet.example.org, without a path", text =>
            Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == text.TrimEnd('/')
                ? uri.GetLeftPart(UriPartial.Authority)
                : null);

    /// <summary>Letters, digits and hyphens: what may stand in an actor system's address.</summary>
    public string Name(string key)
    {
        var (text, refuse) = Raw(key);
        return text.Length is > 0 and <= 64 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? text
            : throw refuse("up to 64 letters, digits and hyphens, beginning with a letter");
    }

    /// <summary>Addresses of nodes, possibly none.</summary>
    public IReadOnlyList<string> NodeAddresses(string key) =>
        Each(key, "addresses of nodes such as akka.tcp://parley@10.0.0.1:4053", text =>
            Akka.Actor.ActorPath.TryParseAddress(text, out var address) && address is { Host.Length: > 0, Port: > 0 } ? address.ToString() : null);

    /// <summary>Addresses to listen on, such as <c>http://127.0.0.1:8080</c>; at least one.</summary>
    public IReadOnlyList<Uri> ListenUrls(string key)
    {
        const string Wanted = "addresses to listen on such as http://127.0.0.1:8080 (scheme http, an address or localhost or *, a port, no path)";
        var urls = Each(key, Wanted, ListenUrl.TryParse);
        return urls.Count > 0 ? urls : throw Raw(key).Refuse(Wanted);
    }

    private List<T> Each<T>(string key, string wanted, Func<string, T?> parse)
        where T : class
    {
        var (value, origin) = source.Find($"{section}.{key}");
        // The parser has neither text nor elements for an empty list.
        var texts = value.IsArray() ? value.GetStringList() : [.. (value.GetString() ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)];
        return [.. texts.Select(text => parse(text.Trim()) ?? throw Refusal(key, origin, text, wanted))];
    }

    private (string Text, Func<string, StartRefusedException> Refuse) Raw(string key)
    {
        var (value, origin) = source.Find($"{section}.{key}");
        var text = value.IsArray() ? string.Join(", ", value.GetStringList()) : value.GetString()?.Trim() ?? "";
        return (text, wanted => Refusal(key, origin, text, wanted));
    }

    private StartRefusedException Refusal(string key, string origin, string text, string wanted) =>
        StartRefusedException.ForConfiguration($"The setting {section}.{key} ({origin}) is \"{Shown(text)}\" but must be {wanted}.");

    /// <summary>What came in may be anything, and the sentence must stay one line.</summary>
    private static string Shown(string text)
    {
        var clean = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return clean.Length <= 80 ? clean : clean[..80] + "…";
    }
}
