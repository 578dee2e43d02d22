using System.Net;
using System.Net.Sockets;
using Cluster.Host.Telemetry;

namespace Cluster.Host.Configuration;

/// <summary>Reads <c>parley.telemetry</c>.</summary>
internal static class TelemetrySection
{
    private const long HeadersBytesMax = 16_384;

    public static TelemetrySettings Read(SettingsReader telemetry) => new()
    {
        MetricsUrls = [.. telemetry.ListenUrls("metrics-urls").Select(url => IsAmongFriends(url) ? url : throw StartRefusedException.ForConfiguration(
            $"The setting parley.telemetry.metrics-urls has {url.GetLeftPart(UriPartial.Authority)}, but may only have http on localhost or on a loopback or private address, because "
            + "nobody is asked for a key there: elsewhere Prometheus reads /metrics on the web's addresses, with an API key that has the scope metrics."))],
        Otlp = ReadOtlp(telemetry.Section("otlp")),
    };

    private static OtlpSettings? ReadOtlp(SettingsReader otlp)
    {
        var endpoint = otlp.WebAddress("endpoint", null, "a collector's address such as http://127.0.0.1:4318, without /v1/metrics");
        var settings = new OtlpSettings(
            endpoint ?? new Uri("http://127.0.0.1:4318"),
            otlp.Choice<OtlpTransport>("protocol"),
            ReadHeaders(otlp.Text("headers-file")),
            otlp.Flag("metrics"),
            otlp.Flag("traces"),
            otlp.Duration("interval", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            otlp.Duration("timeout", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
            otlp.Number("traces-percent", 0, 100));
        return endpoint is null ? null : settings;
    }

    // A shared range (RFC 6598) is private to whoever shares it.
    private static bool IsAmongFriends(Uri url) => url.Scheme == Uri.UriSchemeHttp && (url.IsLoopback || (IPAddress.TryParse(url.IdnHost, out var address)
        && (address.AddressFamily == AddressFamily.InterNetworkV6
            ? address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal
            : address.GetAddressBytes() is [10, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..] or [100, >= 64 and <= 127, ..])));

    private static IReadOnlyList<KeyValuePair<string, string>> ReadHeaders(string path)
    {
        if (path.Length == 0)
        {
            return [];
        }

        try
        {
            return new FileInfo(path).Length <= HeadersBytesMax
                ? [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0).Select(line => ReadHeader(path, line))]
                : throw StartRefusedException.ForConfiguration($"The file {path} of the setting parley.telemetry.otlp.headers-file is too large to be headers: check the path.");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw StartRefusedException.ForConfiguration($"The file {path} of the setting parley.telemetry.otlp.headers-file cannot be read: {cause.Message.TrimEnd('.')}.", cause);
        }
    }

    private static KeyValuePair<string, string> ReadHeader(string path, string line) =>
        line.Split(':', 2) is [var name, var value] && name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            && value.Trim() is { Length: > 0 } text && text.All(c => c is >= ' ' and <= '~' and not ',')
            ? new(name, text)
            : throw StartRefusedException.ForConfiguration($"The file {path} of the setting parley.telemetry.otlp.headers-file must have lines such as \"Authorization: Bearer …\", without commas in a value.");
}
