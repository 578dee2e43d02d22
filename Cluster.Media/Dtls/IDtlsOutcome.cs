using Cluster.Media.Srtp;

namespace Cluster.Media.Dtls;

/// <summary>
/// What an association tells the endpoint it belongs to. Called from threads of the handshake pool or the thread
/// pool, one call at a time: an implementation hands the call on to its worker, and neither blocks nor throws.
/// </summary>
internal interface IDtlsOutcome
{
    /// <summary>Send this datagram to the client; the memory is valid only during the call.</summary>
    void Send(ReadOnlySpan<byte> datagram);

    /// <summary>The handshake is done and the client's certificate is the one its offer named.</summary>
    void Established(SrtpKeys keys);

    /// <summary>The handshake failed; nothing but a last <see cref="Send"/> of an alert came before, nothing follows.</summary>
    void Failed(string reason);

    /// <summary>The client closed the established association, or broke it; nothing follows.</summary>
    void Closed();
}
