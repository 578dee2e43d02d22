using Bench.Load.Net;
using Cluster.Media.Dtls;
using Cluster.Media.Srtp;
using Org.BouncyCastle.Tls;

namespace Bench.Load.Clients;

/// <summary>A client's DTLS 1.2 handshake with use_srtp (RFC 5764), on a thread of its own, a few at once.</summary>
internal sealed class Handshake(DtlsIdentity identity, SrtpProfile profile, ClientSocket socket)
{
    // Real clients have a processor each; these share one, and more at once would only wait for each other and repeat themselves.
    private static readonly SemaphoreSlim Places = new(12);

    private readonly ClientPeer _peer = new(identity, [profile]);
    private readonly DtlsQueue _records = new(record => socket.Send(record), turns: null);

    /// <summary>Takes a record from the network.</summary>
    public void Receive(ReadOnlySpan<byte> record) => _records.TryAdd(record);

    /// <summary>Shakes hands; the peer's certificate is checked by the server's description elsewhere, not for load.</summary>
    public async Task<SrtpKeys> RunAsync(CancellationToken cancel)
    {
        await Places.WaitAsync(cancel);
        using var end = cancel.Register(_records.Abort);
        try
        {
            await Task.Factory.StartNew(
                () => new DtlsClientProtocol().Connect(_peer, _records), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return _peer.Keys!;
        }
        finally
        {
            Places.Release();
        }
    }
}
