using Cluster.Media.Srtp;
using Org.BouncyCastle.Tls;

namespace Cluster.Media.Dtls;

/// <summary>A client joined to an association in memory, without a network between them.</summary>
internal sealed class LoopbackClient : IDtlsOutcome
{
    private readonly ClientPeer peer;
    private readonly DtlsQueue inbound;
    private DtlsAssociation? association;

    public LoopbackClient(DtlsIdentity identity)
    {
        peer = new ClientPeer(identity, [SrtpProfile.AeadAes128Gcm, SrtpProfile.Aes128CmHmacSha1_80]);
        inbound = new DtlsQueue(datagram => association?.Feed(datagram), turns: null);
    }

    /// <summary>Shakes hands on the calling thread, for 10 s at most; null when it succeeded, or why it did not.</summary>
    public string? Connect(DtlsAssociation server)
    {
        association = server;
        try
        {
            new DtlsClientProtocol().Connect(peer, inbound);
            return null;
        }
        catch (IOException problem)
        {
            return problem.Message;
        }
    }

    public void Send(ReadOnlySpan<byte> datagram) => inbound.TryAdd(datagram);

    public void Established(SrtpKeys keys)
    {
        // The client's own Connect says when it is done.
    }

    public void Failed(string reason) => inbound.Abort();

    public void Closed() => inbound.Abort();
}
