using System.Threading.Channels;
using Cluster.Media.Dtls;
using Cluster.Media.Srtp;
using Org.BouncyCastle.Tls;

namespace Media.Tests.Dtls;

/// <summary>
/// A DTLS client and an association of ours with a path between them in memory, which a test may bend: datagrams can be
/// lost, held, split or forged on their way.
/// </summary>
internal sealed class MemoryPath : IDtlsOutcome, DatagramTransport
{
    /// <summary>How long a test waits for what must happen before it fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<byte[]> toClient = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource<SrtpKeys> established = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MemoryPath(DtlsIdentity clientIdentity, params SrtpProfile[] profiles)
    {
        Peer = new ClientPeer(clientIdentity, profiles);
        ToServer = datagram => Association!.Feed(datagram);
        ToClient = Deliver;
    }

    public ClientPeer Peer { get; }

    /// <summary>Set before connecting.</summary>
    public DtlsAssociation? Association { get; set; }

    /// <summary>What the path does with a datagram of the client's; at first it delivers.</summary>
    public Action<byte[]> ToServer { get; set; }

    /// <summary>What the path does with a datagram of ours; at first it delivers.</summary>
    public Action<byte[]> ToClient { get; set; }

    public Task<SrtpKeys> EstablishedAsync => established.Task.WaitAsync(Patience);

    public Task<string> FailedAsync => failed.Task.WaitAsync(Patience);

    public Task ClosedAsync => closed.Task.WaitAsync(Patience);

    public bool HasOutcome => established.Task.IsCompleted || failed.Task.IsCompleted || closed.Task.IsCompleted;

    /// <summary>The longest datagram a client sends: browsers keep to about 1,200.</summary>
    public int SendLimit { get; set; } = 1_200;

    public void Deliver(byte[] datagram) => toClient.Writer.TryWrite(datagram);

    /// <summary>The client's handshake on a thread of its own.</summary>
    public Task<DtlsTransport> ConnectAsync() => Task.Factory.StartNew(
        () => new DtlsClientProtocol().Connect(Peer, this),
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default).WaitAsync(Patience);

    void IDtlsOutcome.Send(ReadOnlySpan<byte> datagram) => ToClient(datagram.ToArray());

    void IDtlsOutcome.Established(SrtpKeys keys) => established.SetResult(keys);

    void IDtlsOutcome.Failed(string reason) => failed.SetResult(reason);

    void IDtlsOutcome.Closed() => closed.SetResult();

    int DatagramReceiver.GetReceiveLimit() => 1_500;

    int DatagramReceiver.Receive(byte[] buf, int off, int len, int waitMillis) =>
        ((DatagramReceiver)this).Receive(buf.AsSpan(off, len), waitMillis);

    int DatagramReceiver.Receive(Span<byte> buffer, int waitMillis)
    {
        using CancellationTokenSource late = new(Math.Max(waitMillis, 1));
        try
        {
            byte[] datagram = toClient.Reader.ReadAsync(late.Token).AsTask().GetAwaiter().GetResult();
            datagram.CopyTo(buffer);
            return datagram.Length;
        }
        catch (OperationCanceledException)
        {
            return -1;
        }
    }

    int DatagramSender.GetSendLimit() => SendLimit;

    void DatagramSender.Send(byte[] buf, int off, int len) => ToServer(buf.AsSpan(off, len).ToArray());

    void DatagramSender.Send(ReadOnlySpan<byte> buffer) => ToServer(buffer.ToArray());

    void TlsCloseable.Close()
    {
    }
}
