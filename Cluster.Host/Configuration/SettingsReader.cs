using System.Globalization;
using System.Net;
using Cluster.Actors.Security;

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
        var words = Enum.GetValues<T>().ToDictionary(value => Word(value.ToString()), StringComparer.OrdinalIgnoreCase);
        return words.TryGetValue(text, out var chosen) ? chosen : throw refuse($"one of {string.Join(", ", words.Keys)}");
    }

    /// <summary>Several texts, possibly none.</summary>
    public IReadOnlyList<string> Texts(string key) => Each(key, "texts that are not empty", text => text.Length > 0 ? text : null);

    /// <summary>An identity provider's address, <c>https</c> unless it is on this machine; null when none is given.</summary>
    public Uri? ProviderAddress(string key)
    {
        var (text, refuse) = Raw(key);
        if (text.Length == 0)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            && uri is { Query: "", Fragment: "", UserInfo: "" }
            ? uri
            : throw refuse("the provider's issuer address such as https://login.example.org/realms/main (https, unless the provider is on this machine)");
    }

    /// <summary>IP addresses, possibly none.</summary>
    public IReadOnlyList<IPAddress> Addresses(string key) =>
        Each(key, "IP addresses such as 192.0.2.10 or 2001:db8::10", IpAddress.TryRead);

    /// <summary>An IP address; null where there is none.</summary>
    public IPAddress? OneAddress(string key)
    {
        var (text, refuse) = Raw(key);
        return text.Length == 0 ? null : IpAddress.TryRead(text) ?? throw refuse("an IP address such as 192.0.2.10 or 2001:db8::10");
    }

    /// <summary>Networks such as <c>10.0.0.0/8</c>; a single address is a network of one.</summary>
    public IReadOnlyList<IPNetwork> Networks(string key) => [..
        Each(key, "IP addresses and networks such as 192.0.2.10, 10.0.0.0/8 or 2001:db8::/32", text =>
            IpAddress.TryReadNetwork(text) is { } network ? (object)network : null).Cast<IPNetwork>()];

    /// <summary>Names of this server such as <c>meet.example.org</c>, in the form DNS has them.</summary>
    public IReadOnlyList<string> ServerNames(string key) =>
        Each(key, "names that lead here such as meet.example.org (no address, no wildcard, at least one dot)", DomainName.TryRead);

    /// <summary>Some of a few words.</summary>
    public IReadOnlyList<T> Choices<T>(string key, IReadOnlyDictionary<string, T> words)
        where T : struct, Enum =>
        [.. Each(key, $"some of {string.Join(", ", words.Keys)}", text => words.TryGetValue(text, out var chosen) ? (object)chosen : null).Cast<T>()];

    /// <summary>An address of the web with this scheme or, where null, http or https; null when the setting is empty.</summary>
    public Uri? WebAddress(string key, string? scheme, string wanted)
    {
        var (text, refuse) = Raw(key);
        return text.Length == 0 ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0
                && (scheme is null ? uri.Scheme is "http" or "https" : uri.Scheme == scheme) ? uri
            : throw refuse(wanted);
    }

    /// <summary>A host and a port such as <c>stun.example.org:3478</c>, possibly empty.</summary>
    public string HostAndPort(string key)
    {
        var (text, refuse) = Raw(key);
        return text.Length == 0 || IsHostAndPort(text) ? text : throw refuse("a host and a port such as stun.example.org:3478");
    }

    /// <summary>Whole numbers from <paramref name="min"/> to <paramref name="max"/>, possibly none.</summary>
    public IReadOnlyList<int> Numbers(string key, int min, int max) => [..
        Each(key, $"whole numbers from {min} to {max}", text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? (object)number : null)
            .Cast<int>()];

    /// <summary>Origins as browsers send them, such as <c>https://meet.example.org</c>.</summary>
    public IReadOnlyList<string> Origins(string key) =>
        Each(key, "origins such as https://meet.example.org, without a path", text =>
            Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == text.TrimEnd('/')
                ? uri.GetLeftPart(UriPartial.Authority)
                : null);

    /// <summary>Names that may stand after a login name, possibly none, in lower case.</summary>
    public IReadOnlyList<string> HostNames(string key) =>
        Each(key, "domain names such as example.org", text => Uri.CheckHostName(text) == UriHostNameType.Dns ? text.ToLowerInvariant() : null);

    /// <summary>The file of passwords that nobody may have; an empty name is an empty list.</summary>
    public PasswordBlocklist Blocklist(string key, int charsMin)
    {
        var (path, origin) = (Raw(key).Text, source.Find($"{section}.{key}").Origin);
        try
        {
            return path.Length == 0 ? PasswordBlocklist.None : PasswordBlocklist.Read(path, charsMin);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw StartRefusedException.ForConfiguration(
                $"The file \"{Shown(path)}\" of the setting {section}.{key} ({origin}) cannot be read: {cause.Message.TrimEnd('.')}.", cause);
        }
    }

    /// <summary>Letters, digits and hyphens: what may stand in an actor system's address.</summary>
    public string Name(string key)
    {
        var (text, refuse) = Raw(key);
        return text.Length is > 0 and <= 64 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? text
            : throw refuse("up to 64 letters, digits and hyphens, beginning with a letter");
    }

    /// <summary>A word of letters, digits, hyphens, underscores and dots, possibly empty.</summary>
    public string Label(string key)
    {
        var (text, refuse) = Raw(key);
        return text.Length <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? text
            : throw refuse("up to 64 letters, digits, hyphens, underscores and dots");
    }

    /// <summary>Addresses of nodes, possibly none.</summary>
    public IReadOnlyList<string> NodeAddresses(string key) =>
        Each(key, "addresses of nodes such as 10.0.0.1:4053", text => IsHostAndPort(text) ? text : null);

    /// <summary>Addresses to listen on, such as <c>http://127.0.0.1:8080</c>; none: what the rest of the settings suggests.</summary>
    public IReadOnlyList<Uri> ListenUrls(string key) =>
        Each(key, "addresses to listen on such as http://127.0.0.1:8080 (http or https, an address or localhost or *, a port, no path)", ListenUrl.TryParse);

    private static bool IsHostAndPort(string text) =>
        Uri.TryCreate($"tcp://{text}", UriKind.Absolute, out var uri)
        && uri.Port is > 0 and <= 65_535
        && uri.Host.Length > 0
        && uri.Authority.Equals(text, StringComparison.OrdinalIgnoreCase);

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

    /// <summary>SelfSigned is written self-signed.</summary>
    private static string Word(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    /// <summary>What came in may be anything, and the sentence must stay one line.</summary>
    private static string Shown(string text)
    {
        var clean = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return clean.Length <= 80 ? clean : clean[..80] + "…";
    }
}
