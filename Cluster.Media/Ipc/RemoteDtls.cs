using System.Collections.Concurrent;
using Cluster.Media.Dtls;
using Cluster.Media.Net;

namespace Cluster.Media.Ipc;

/// <summary>
/// The media process's side of DTLS: clients' datagrams go to the control plane's process, which shakes hands and keeps the
/// associations, and what it has for the clients comes back. So no handshake's garbage, and no stack of a thread that waits
/// in one, is in the heap that media depend on.
/// </summary>
internal sealed class RemoteDtls(FrameWriter reports, string fingerprint, int handshakesMax) : IDtlsServer
{
    // A client says little after its handshake; this is for its repeats.
    private const int DatagramsPerSecondMax = 100;

    // How long a closed association's last words may take to come.
    private const long LastWordsUs = 2_000_000;

    private readonly ConcurrentDictionary<long, Association> _associations = new();
    private readonly ConcurrentQueue<Association> _closed = new();
    private long _last;
    private int _inFlight;

    /// <inheritdoc/>
    public string Fingerprint => fingerprint;

    /// <inheritdoc/>
    public int HandshakesInFlight => Volatile.Read(ref _inFlight);

    /// <inheritdoc/>
    public IDtlsAssociation? TryAccept(string expectedFingerprint, IDtlsOutcome outcome)
    {
        if (Interlocked.Increment(ref _inFlight) > handshakesMax)
        {
            Interlocked.Decrement(ref _inFlight);
            return null;
        }

        var association = new Association(this, Interlocked.Increment(ref _last), outcome);
        _associations[association.Number] = association;
        reports.Post(new MediaReport.DtlsBegun(association.Number, expectedFingerprint), IpcJson.Default.MediaReport);
        return association;
    }

    /// <summary>The control plane's process has done that for its side.</summary>
    public void WarmUp()
    {
    }

    /// <summary>Associations are their endpoints' own.</summary>
    public void Dispose()
    {
    }

    /// <summary>A datagram for a client.</summary>
    public void Send(long number, ReadOnlySpan<byte> datagram)
    {
        if (_associations.TryGetValue(number, out var association))
        {
            association.Outcome.Send(datagram);
        }
    }

    /// <summary>What became of an association.</summary>
    public void Take(MediaCommand.DtlsTold told)
    {
        if (!_associations.TryGetValue(told.Association, out var association))
        {
            return;
        }

        switch (told)
        {
            case MediaCommand.DtlsEstablished it when association.TryLeaveHandshake():
                association.Outcome.Established(it.Keys());
                break;
            case MediaCommand.DtlsFailed it when association.TryLeaveHandshake():
                _associations.TryRemove(told.Association, out _);
                association.Outcome.Failed(it.Reason);
                break;
            case MediaCommand.DtlsClosed:
                _associations.TryRemove(told.Association, out _);
                association.Outcome.Closed();
                break;
        }
    }

    private void Close(Association association)
    {
        reports.Post(new MediaReport.DtlsClosed(association.Number), IpcJson.Default.MediaReport);
        _closed.Enqueue(association);
        while (_closed.TryPeek(out var oldest) && oldest.ClosedUs + LastWordsUs < MediaClock.NowUs && _closed.TryDequeue(out oldest))
        {
            _associations.TryRemove(oldest.Number, out _);
        }
    }

    private sealed class Association(RemoteDtls owner, long number, IDtlsOutcome outcome) : IDtlsAssociation
    {
        private int _leftHandshake;
        private int _isClosed;
        private long _secondUs;
        private int _datagrams;

        public long Number => number;

        public IDtlsOutcome Outcome => outcome;

        public long ClosedUs { get; private set; }

        // Called by one worker only.
        public void Feed(ReadOnlySpan<byte> datagram)
        {
            if (!DtlsDatagram.IsPlausible(datagram) || Volatile.Read(ref _isClosed) != 0)
            {
                return;
            }

            var nowUs = MediaClock.NowUs;
            (_secondUs, _datagrams) = nowUs - _secondUs >= 1_000_000 ? (nowUs, 1) : (_secondUs, _datagrams + 1);
            if (_datagrams <= DatagramsPerSecondMax)
            {
                owner.Report(number, datagram.ToArray());
            }
        }

        public bool TryLeaveHandshake()
        {
            if (Interlocked.Exchange(ref _leftHandshake, 1) != 0)
            {
                return false;
            }

            Interlocked.Decrement(ref owner._inFlight);
            return Volatile.Read(ref _isClosed) == 0;
        }

        public void Close()
        {
            if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            {
                TryLeaveHandshake();
                ClosedUs = MediaClock.NowUs;
                owner.Close(this);
            }
        }

        public void Dispose() => Close();
    }

    private void Report(long number, byte[] datagram) => reports.Post(FrameKind.Dtls, number, datagram);
}
