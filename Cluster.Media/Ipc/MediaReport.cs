using System.Net;
using System.Text.Json.Serialization;
using Cluster.Media.Engine;

namespace Cluster.Media.Ipc;

/// <summary>What a media plane in another process tells the control plane. A dump's pieces and clients' DTLS come beside these, as bytes.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(StartRefused), "start-refused")]
[JsonDerivedType(typeof(Happened), "happened")]
[JsonDerivedType(typeof(Negotiated), "negotiated")]
[JsonDerivedType(typeof(RelayPlaceFound), "relay-place-found")]
[JsonDerivedType(typeof(RelayOpened), "relay-opened")]
[JsonDerivedType(typeof(BridgeRead), "bridge-read")]
[JsonDerivedType(typeof(DumpEnded), "dump-ended")]
[JsonDerivedType(typeof(Read), "read")]
[JsonDerivedType(typeof(DtlsBegun), "dtls-begun")]
[JsonDerivedType(typeof(DtlsClosed), "dtls-closed")]
internal abstract record MediaReport
{
    private MediaReport()
    {
    }

    /// <summary>The first of all: the ports are open.</summary>
    public sealed record Started(MediaPlaneInfo Info) : MediaReport;

    /// <summary>The first and last: it can't start, and why, in a sentence.</summary>
    public sealed record StartRefused(string Sentence) : MediaReport;

    /// <summary>A bridge's event.</summary>
    public sealed record Happened(MediaEvent Event) : MediaReport;

    /// <summary>How an offer ended.</summary>
    public sealed record Negotiated(long Call, NegotiationResult Result) : MediaReport;

    /// <summary>Where other nodes reach a bridge; null: nowhere.</summary>
    public sealed record RelayPlaceFound(long Call, IPEndPoint? Place) : MediaReport;

    /// <summary>Whether a relay is open.</summary>
    public sealed record RelayOpened(long Call, bool Done) : MediaReport;

    /// <summary>A bridge's state; null: unknown.</summary>
    public sealed record BridgeRead(long Call, BridgeSnapshot? State) : MediaReport;

    /// <summary>How a dump went.</summary>
    public sealed record DumpEnded(long Call, DumpResult Result) : MediaReport;

    /// <summary>A client with this certificate begins DTLS; its datagrams come beside these, as bytes.</summary>
    public sealed record DtlsBegun(long Association, string ExpectedFingerprint) : MediaReport;

    /// <summary>A DTLS association is to be closed.</summary>
    public sealed record DtlsClosed(long Association) : MediaReport;

    /// <summary>Once a second, and when the addresses are known: what is counted, and where clients are sent. It says also that the process is alive.</summary>
    public sealed record Read(MediaReadings Readings, MediaPlaneInfo Info, bool AddressesKnown) : MediaReport;
}
