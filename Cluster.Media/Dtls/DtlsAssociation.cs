using Org.BouncyCastle.Tls;

namespace Cluster.Media.Dtls;

/// <summary>
/// One client's DTLS association, we being the server. The handshake runs on a thread of its own, because the library
/// blocks; afterwards each late record is handled once on the thread pool, since a client that misses our last flight
/// repeats its own (RFC 6347 section 4.2.4).
/// </summary>
internal sealed class DtlsAssociation : IDtlsAssociation, IThreadPoolWorkItem
{
    private readonly Lock gate = new();
    private readonly IDtlsOutcome outcome;
    private readonly ServerPeer peer;
    private readonly DtlsQueue queue;
    private readonly SemaphoreSlim turns;
    private DtlsTransport? transport;
    private State state = State.Handshaking;
    private bool workQueued;
    private bool closing;

    /// <param name="peer">Our choices in this handshake.</param>
    /// <param name="outcome">Whom to tell.</param>
    /// <param name="turns">Held while the handshake computes.</param>
    internal DtlsAssociation(ServerPeer peer, IDtlsOutcome outcome, SemaphoreSlim turns)
    {
        this.peer = peer;
        this.outcome = outcome;
        this.turns = turns;
        queue = new DtlsQueue(outcome.Send, turns);
    }

    private enum State
    {
        Handshaking,
        Established,
        Ended,
    }

    /// <inheritdoc/>
    public void Feed(ReadOnlySpan<byte> datagram)
    {
        if (!DtlsDatagram.IsPlausible(datagram))
        {
            return;
        }

        lock (gate)
        {
            if (state != State.Ended && !closing && queue.TryAdd(datagram) && state == State.Established)
            {
                QueueWork();
            }
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        lock (gate)
        {
            if (state == State.Ended || closing)
            {
                return;
            }

            closing = true;
            if (state == State.Handshaking)
            {
                queue.Abort();
            }
            else
            {
                QueueWork();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>The handshake, on the calling thread. Null: it succeeded, or was not wanted any more; else why it failed.</summary>
    internal string? ShakeHands()
    {
        DtlsTransport? accepted = null;
        string? failure = null;
        turns.Wait();
        try
        {
            accepted = new DtlsServerProtocol().Accept(peer, queue);
        }
        catch (IOException problem)
        {
            failure = peer.FatalAlert ?? problem.Message;
        }
        finally
        {
            queue.LeaveTurns();
            turns.Release();
        }

        return Finish(accepted, failure);
    }

    /// <summary>One late datagram, or the close that was asked for; the pool never runs two of these at once.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        bool ended;
        if (Volatile.Read(ref closing))
        {
            transport!.Close();
            ended = true;
        }
        else
        {
            ended = !TakeLateDatagram();
        }

        bool report;
        lock (gate)
        {
            state = ended ? State.Ended : State.Established;
            report = ended && !closing;
            workQueued = false;
            if (!ended && (closing || !queue.IsEmpty))
            {
                QueueWork();
            }
        }

        if (report)
        {
            outcome.Closed();
        }
    }

    private string? Finish(DtlsTransport? accepted, string? failure)
    {
        bool wanted = !Volatile.Read(ref closing);
        if (wanted && accepted is not null)
        {
            outcome.Established(peer.Keys!);
        }
        else if (wanted)
        {
            outcome.Failed(failure!);
        }

        lock (gate)
        {
            transport = accepted;
            state = accepted is null ? State.Ended : State.Established;
            if (accepted is not null && (closing || !queue.IsEmpty))
            {
                QueueWork();
            }
        }

        return wanted ? failure : null;
    }

    private bool TakeLateDatagram()
    {
        byte[] record = new byte[DtlsDatagram.BytesMax];
        try
        {
            // 1 ms is the shortest wait there is: 0 means for ever. Application data, which nobody negotiated, is dropped.
            transport!.Receive(record, 0, record.Length, 1);
            return !peer.CloseNotified;
        }
        catch (IOException)
        {
            // A fatal alert, ours or theirs: the library has sent what there is to send.
            return false;
        }
    }

    private void QueueWork()
    {
        if (!workQueued)
        {
            workQueued = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
