using Cluster.Media;

namespace Cluster.Host.Configuration;

/// <summary>Reads <c>parley.media</c>.</summary>
internal static class MediaSection
{
    public static MediaSettings Read(SettingsReader media)
    {
        var settings = new MediaSettings
        {
            Port = media.Number("port", 0, 65_535),
            OwnProcess = media.Flag("own-process"),
            Workers = media.Number("workers", 0, 256),
            EndpointsPerWorker = media.Number("endpoints-per-worker", 1, 10_000),
            RelayBytesMax = media.Bytes("relay-bytes-max", 16_384, 64 << 20),
            RelayAddress = media.OneAddress("relay-address"),
            RelaysPerBridgeMax = media.Number("relays-per-bridge-max", 1, 255),
            Processors = media.Numbers("processors", 0, 1_023),
            Segmentation = media.Flag("segmentation"),
            BatchInterval = media.Duration("batch-interval", TimeSpan.Zero, TimeSpan.FromMilliseconds(10)),
            Addresses = media.Addresses("addresses"),
            StunServer = media.HostAndPort("stun-server"),
            StunInterval = media.Duration("stun-interval", TimeSpan.FromSeconds(5), TimeSpan.FromHours(1)),
            BridgesMax = media.Number("bridges-max", 1, 1_000_000),
            EndpointsPerBridgeMax = media.Number("endpoints-per-bridge-max", 2, 10_000),
            SourcesPerEndpointMax = media.Number("sources-per-endpoint-max", 1, 64),
            SlotsPerEndpointMax = media.Number("slots-per-endpoint-max", 1, 256),
            SdpBytesMax = media.Bytes("sdp-bytes-max", 4_096, 8 << 20),
            MediaLinesMax = media.Number("media-lines-max", 2, 512),
            HandshakesMax = media.Number("handshakes-max", 1, 100_000),
            StrangersPerSecondMax = media.Number("strangers-per-second-max", 100, 10_000_000),
            CacheTime = media.Duration("cache-time", TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10)),
            CacheBytesPerLayerMax = media.Bytes("cache-bytes-per-layer-max", 16_384, 64 << 20),
            DumpDecrypted = media.Flag("dump-decrypted"),
            DumpsMax = media.Number("dumps-max", 1, 64),
            DumpRingBytes = media.Bytes("dump-ring-bytes", 16_384, 64 << 20),
            ConsentTimeout = media.Duration("consent-timeout", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            ConnectTimeout = media.Duration("connect-timeout", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
        };
        return settings.Port + settings.WorkerCount - 1 <= 65_535
            ? settings
            : throw StartRefusedException.ForConfiguration(
                $"The setting parley.media.port is {settings.Port}, and {settings.WorkerCount} workers from there go beyond port 65535: choose a lower port or fewer workers.");
    }
}
