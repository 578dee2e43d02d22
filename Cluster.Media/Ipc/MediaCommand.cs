using System.Text.Json.Serialization;
using Cluster.Media.Dtls;
using Cluster.Media.Srtp;

namespace Cluster.Media.Ipc;

/// <summary>What the control plane tells a media plane in another process. What is asked has a call number, and so has its report.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Start), "start")]
[JsonDerivedType(typeof(OpenBridge), "open-bridge")]
[JsonDerivedType(typeof(CloseBridge), "close-bridge")]
[JsonDerivedType(typeof(Negotiate), "negotiate")]
[JsonDerivedType(typeof(CloseEndpoint), "close-endpoint")]
[JsonDerivedType(typeof(SetView), "set-view")]
[JsonDerivedType(typeof(SetSourceMuted), "set-source-muted")]
[JsonDerivedType(typeof(FindRelayPlace), "find-relay-place")]
[JsonDerivedType(typeof(OpenRelay), "open-relay")]
[JsonDerivedType(typeof(CloseRelay), "close-relay")]
[JsonDerivedType(typeof(ReadBridge), "read-bridge")]
[JsonDerivedType(typeof(Dump), "dump")]
[JsonDerivedType(typeof(DumpTaken), "dump-taken")]
[JsonDerivedType(typeof(DumpStop), "dump-stop")]
[JsonDerivedType(typeof(DtlsEstablished), "dtls-established")]
[JsonDerivedType(typeof(DtlsFailed), "dtls-failed")]
[JsonDerivedType(typeof(DtlsClosed), "dtls-closed")]
[JsonDerivedType(typeof(Stop), "stop")]
internal abstract record MediaCommand
{
    private MediaCommand()
    {
    }

    /// <summary>The first of all. The fingerprint is of the certificate that the control plane shakes hands with.</summary>
    public sealed record Start(MediaSettings Settings, string Fingerprint) : MediaCommand;

    /// <summary>The last: associations are closed and the process ends.</summary>
    public sealed record Stop : MediaCommand;

    /// <summary><see cref="IMediaPlane.OpenBridge"/>, under an id that the control plane chose.</summary>
    public sealed record OpenBridge(BridgeId Bridge, string Label) : MediaCommand;

    /// <summary><see cref="IMediaPlane.CloseBridge"/>.</summary>
    public sealed record CloseBridge(BridgeId Bridge) : MediaCommand;

    /// <summary><see cref="IMediaPlane.NegotiateAsync"/>.</summary>
    public sealed record Negotiate(long Call, EndpointOffer Offer) : MediaCommand;

    /// <summary><see cref="IMediaPlane.CloseEndpoint"/>.</summary>
    public sealed record CloseEndpoint(EndpointId Endpoint) : MediaCommand;

    /// <summary><see cref="IMediaPlane.SetView"/>.</summary>
    public sealed record SetView(EndpointId Endpoint, IReadOnlyList<ViewEntry> View) : MediaCommand;

    /// <summary><see cref="IMediaPlane.SetSourceMuted"/>.</summary>
    public sealed record SetSourceMuted(BridgeId Bridge, SourceNumber Source, bool Muted) : MediaCommand;

    /// <summary><see cref="IMediaPlane.FindRelayPlaceAsync"/>.</summary>
    public sealed record FindRelayPlace(long Call, BridgeId Bridge) : MediaCommand;

    /// <summary><see cref="IMediaPlane.OpenRelayAsync"/>.</summary>
    public sealed record OpenRelay(long Call, BridgeId Bridge, RelayOpening Opening) : MediaCommand;

    /// <summary><see cref="IMediaPlane.CloseRelay"/>.</summary>
    public sealed record CloseRelay(BridgeId Bridge, long Relay) : MediaCommand;

    /// <summary><see cref="IMediaPlane.ReadBridgeAsync"/>.</summary>
    public sealed record ReadBridge(long Call, BridgeId Bridge) : MediaCommand;

    /// <summary><see cref="IMediaPlane.DumpAsync"/>: the file comes in pieces, each of which is sent when the one before was taken.</summary>
    public sealed record Dump(long Call, EndpointId Endpoint, DumpRequest Request) : MediaCommand;

    /// <summary>A dump's last piece is written.</summary>
    public sealed record DumpTaken(long Call) : MediaCommand;

    /// <summary>A dump is to end.</summary>
    public sealed record DumpStop(long Call) : MediaCommand;

    /// <summary>What became of a DTLS association. What is for its client comes beside these, as bytes.</summary>
    public abstract record DtlsTold(long Association) : MediaCommand;

    /// <summary><see cref="IDtlsOutcome.Established"/>.</summary>
    public sealed record DtlsEstablished(
        long Association, SrtpProfile Profile, byte[] ClientKey, byte[] ClientSalt, byte[] ServerKey, byte[] ServerSalt) : DtlsTold(Association)
    {
        /// <summary>With these keys.</summary>
        public static DtlsEstablished Of(long association, SrtpKeys keys) => new(
            association,
            keys.Profile,
            keys.Client.Key.ToArray(),
            keys.Client.Salt.ToArray(),
            keys.Server.Key.ToArray(),
            keys.Server.Salt.ToArray());

        /// <summary>The keys.</summary>
        public SrtpKeys Keys() => new(Profile, new SrtpMasterKey(ClientKey, ClientSalt), new SrtpMasterKey(ServerKey, ServerSalt));

        /// <summary>Says nothing of the keys, which must not reach a log.</summary>
        public override string ToString() => nameof(DtlsEstablished);
    }

    /// <summary><see cref="IDtlsOutcome.Failed"/>.</summary>
    public sealed record DtlsFailed(long Association, string Reason) : DtlsTold(Association);

    /// <summary><see cref="IDtlsOutcome.Closed"/>.</summary>
    public sealed record DtlsClosed(long Association) : DtlsTold(Association);
}
