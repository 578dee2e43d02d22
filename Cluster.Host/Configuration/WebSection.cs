using Cluster.Web;

namespace Cluster.Host.Configuration;

/// <summary>Reads <c>parley.web</c>.</summary>
internal static class WebSection
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    /// <summary>What is written; where nothing is, <see cref="WebAddresses"/> decides.</summary>
    public static WebSettings Read(SettingsReader web, SettingsReader tls) => new()
    {
        Urls = web.ListenUrls("urls"),
        RedirectHttp = tls.Flag("redirect-http"),
        HstsMaxAge = tls.Duration("hsts-max-age", TimeSpan.Zero, TimeSpan.FromDays(3_650)),
        Addresses = ReadAddresses(web),
        AllowedOrigins = web.Origins("allowed-origins"),
        EmbeddingOrigins = web.Origins("embedding-origins"),
        TrustedProxies = web.Networks("trusted-proxies"),
        ReadyTimeout = web.Duration("ready-timeout", s_shortest, s_longest),
        Api = SignInSection.ReadApi(web.Section("api")),
        Signalling = ReadSignalling(web.Section("signalling")),
    };

    private static IReadOnlyList<string> ReadAddresses(SettingsReader web)
    {
        IReadOnlyList<string> addresses = [.. web.Origins("addresses").Distinct()];
        return addresses.Count <= WebSettings.AddressesMax && addresses.Select(address => new Uri(address).Scheme).Distinct().Count() <= 1
            ? addresses
            : throw StartRefusedException.ForConfiguration(
                $"The setting parley.web.addresses must be at most {WebSettings.AddressesMax} origins that are all https or all http: no page of the one may connect to the other.");
    }

    private static SignallingSettings ReadSignalling(SettingsReader signalling) => new()
    {
        SocketsMax = signalling.Number("sockets-max", 1, 1_000_000),
        SocketsPerAddressMax = signalling.Number("sockets-per-address-max", 1, 1_000_000),
        MessageBytesMax = signalling.Bytes("message-bytes-max", 4_096, 16 << 20),
        PartialBytesMax = signalling.Bytes("partial-bytes-max", 65_536, 1 << 30),
        MessageTimeout = signalling.Duration("message-timeout", s_shortest, s_longest),
        FirstMessageTimeout = signalling.Duration("first-message-timeout", s_shortest, s_longest),
        RetryTimeout = signalling.Duration("retry-timeout", s_shortest, s_longest),
        AttemptsMax = signalling.Number("attempts-max", 1, 1_000),
        RequestTimeout = signalling.Duration("request-timeout", s_shortest, s_longest),
        RequestsMax = signalling.Number("requests-max", 1, 10_000),
        MessagesPerSecond = signalling.Number("messages-per-second", 1, 100_000),
        MessagesBurst = signalling.Number("messages-burst", 1, 100_000),
        OffencesMax = signalling.Number("offences-max", 1, 100_000),
        QueueMessagesMax = signalling.Number("queue-messages-max", 8, 100_000),
        QueueBytesMax = signalling.Bytes("queue-bytes-max", 65_536, 1 << 30),
        KeepAliveInterval = signalling.Duration("keep-alive-interval", s_shortest, s_longest),
        KeepAliveTimeout = signalling.Duration("keep-alive-timeout", s_shortest, s_longest),
        CloseTimeout = signalling.Duration("close-timeout", s_shortest, s_longest),
    };
}
