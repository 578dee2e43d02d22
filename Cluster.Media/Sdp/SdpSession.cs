namespace Cluster.Media.Sdp;

/// <summary>A whole description as parsed, before it is known whether a bridge can take it.</summary>
internal sealed record SdpSession(
    ulong Version,
    IReadOnlyList<string> Bundle,
    bool IceLite,
    SdpTransport Transport,
    IReadOnlyList<SdpMedia> Media);
