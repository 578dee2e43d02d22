using Org.BouncyCastle.Tls;

namespace Cluster.Media.Dtls;

/// <summary>
/// The library's view of the network: received datagrams wait here, bounded, for a thread that asks for them. While
/// that thread waits it gives up its turn to compute, so that many handshakes under way keep few cores busy.
/// </summary>
/// <param name="send">Called for each datagram going out.</param>
/// <param name="turns">Held by whoever computes; null where nobody competes.</param>
internal sealed class DtlsQueue(Action<ReadOnlySpan<byte>> send, SemaphoreSlim? turns) : DatagramTransport
{
    /// <summary>Datagrams waiting at most; a client's flight is two to five.</summary>
    public const int DatagramsMax = 32;

    /// <summary>What fits every path in use (IPv6's 1,280 less headers).</summary>
    private const int SendBytesMax = 1_200;

    // A monitor rather than a Lock, because one waits on it.
    private readonly object gate = new();
    private readonly Queue<byte[]> waiting = new();
    private bool aborted;
    private SemaphoreSlim? turns = turns;

    /// <summary>Keeps a copy; false when it was dropped because the queue is full or aborted.</summary>
    public bool TryAdd(ReadOnlySpan<byte> datagram)
    {
        lock (gate)
        {
            if (waiting.Count == DatagramsMax || aborted)
            {
                return false;
            }

            waiting.Enqueue(datagram.ToArray());
            Monitor.Pulse(gate);
            return true;
        }
    }

    public bool IsEmpty
    {
        get
        {
            lock (gate)
            {
                return waiting.Count == 0;
            }
        }
    }

    /// <summary>Ends every wait, now and later, with a cancelled handshake.</summary>
    public void Abort()
    {
        lock (gate)
        {
            aborted = true;
            Monitor.Pulse(gate);
        }
    }

    /// <summary>From here on nobody competes: whoever receives does so for one datagram at a time.</summary>
    public void LeaveTurns() => turns = null;

    public int GetReceiveLimit() => DtlsDatagram.BytesMax;

    public int GetSendLimit() => SendBytesMax;

    public int Receive(byte[] buf, int off, int len, int waitMillis) => Receive(buf.AsSpan(off, len), waitMillis);

    /// <summary>The next datagram's bytes, or -1 after <paramref name="waitMillis"/> without one.</summary>
    public int Receive(Span<byte> buffer, int waitMillis)
    {
        turns?.Release();
        try
        {
            return Take(buffer, waitMillis);
        }
        finally
        {
            turns?.Wait();
        }
    }

    public void Send(byte[] buf, int off, int len) => send(buf.AsSpan(off, len));

    public void Send(ReadOnlySpan<byte> buffer) => send(buffer);

    public void Close()
    {
        // The socket is the worker's; there is nothing of ours to close.
    }

    private int Take(Span<byte> buffer, int waitMillis)
    {
        lock (gate)
        {
            if (waiting.Count == 0 && !aborted)
            {
                Monitor.Wait(gate, Math.Max(waitMillis, 1));
            }

            if (aborted)
            {
                throw new TlsFatalAlert(AlertDescription.user_canceled);
            }

            if (!waiting.TryDequeue(out byte[]? datagram))
            {
                return -1;
            }

            int bytes = Math.Min(datagram.Length, buffer.Length);
            datagram.AsSpan(0, bytes).CopyTo(buffer);
            return bytes;
        }
    }
}
