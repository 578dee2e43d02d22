using Cluster.Media.Forwarding;
using Cluster.Media.Forwarding.Relays;
using Cluster.Media.Net;
using Cluster.Media.Srtp;
using Cluster.Media.Srtp.Ciphers;

namespace Cluster.Media.Engine.NodeRelays;

/// <summary>
/// One relay between a bridge of this worker and one on another node: opens what comes, once, and notices when nothing does.
/// </summary>
internal sealed class NodeRelay : IDisposable
{
    /// <summary>Nothing heard for so long is silence: the other end says something at least every 500 ms.</summary>
    public const long SilenceUs = 2_000_000;

    private const long MissingMax = 100_000;

    private readonly Bridge _bridge;
    private readonly NodeLink _link;
    private readonly ForgeryGuard _guard = new();
    private AeadCipher _cipher;
    private SourceIndices? _seen;
    private RelayOpening _opening;
    private long _heardUs;
    private bool? _isHeard;

    public NodeRelay(Bridge bridge, NodeLink link, Relay relay, RelayOpening opening, long nowUs)
    {
        _bridge = bridge;
        _link = link;
        Relay = relay;
        _opening = opening;
        _cipher = CipherLibraries.Best.Aead(opening.Receiving.Key);
        _heardUs = nowUs;
    }

    /// <summary>What it carries.</summary>
    public Relay Relay { get; }

    /// <summary>What the other end writes at the beginning of its datagrams.</summary>
    public uint Id => _opening.Receiving.Id;

    /// <summary>See <see cref="RelayOpening.Generation"/>.</summary>
    public long Generation => _opening.Generation;

    /// <summary>Where it is sent to, and where it is expected from.</summary>
    public NetAddress Peer => _link.Peer;

    /// <summary>Where the last authentic datagram came from; none: there was none yet.</summary>
    public NetAddress Proven { get; private set; }

    /// <summary>Goes on with other secrets, or with another place of the other end; what it carries stays.</summary>
    public void Renew(RelayOpening opening, long nowUs)
    {
        _link.Renew(opening.Sending, opening.Peer);
        _cipher.Dispose();
        _cipher = CipherLibraries.Best.Aead(opening.Receiving.Key);
        (_opening, _seen, _heardUs) = (opening, null, nowUs);
        Relay.PeerLeads = opening.PeerLeads;
    }

    /// <summary>Takes a datagram with its id.</summary>
    public void Receive(in Datagram datagram, long sequence)
    {
        if (_seen is { } seen && seen.Contains(sequence))
        {
            _bridge.Drops.Count(DropReason.RelayReplayed);
            return;
        }

        var familiar = datagram.From.Equals(Proven) || datagram.From.Equals(Peer);
        if (!_guard.IsQuiet && !_guard.Admits(familiar, datagram.ArrivalUs))
        {
            _bridge.Drops.Count(DropReason.RelayThrottled);
            return;
        }

        if (!RelayDatagram.TryOpen(_cipher, _opening.Receiving.Salt, datagram.Bytes, sequence, out var frame))
        {
            _guard.NoteForgery(familiar, datagram.ArrivalUs);
            _bridge.Drops.Count(DropReason.RelayUnauthentic);
            return;
        }

        Count(datagram.Bytes.Length, sequence);
        if (_seen is null)
        {
            _seen = new SourceIndices(sequence);
        }
        else
        {
            _seen.TryAdd(sequence);
        }

        Proven = datagram.From;
        Hear(datagram.ArrivalUs);
        Relay.Receive(frame, datagram.ArrivalUs);
    }

    /// <summary>Says so once when nothing is heard any more.</summary>
    public void Tick(long nowUs)
    {
        if (_isHeard != false && nowUs - _heardUs > SilenceUs)
        {
            _isHeard = false;
            _bridge.Raise(new MediaEvent.RelaySilent(_bridge.Id, _opening.Relay));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cipher.Dispose();
        _link.Dispose();
    }

    // The numbers begin anew, millions ahead, with each secret: such a step is no loss.
    private void Count(int bytes, long sequence)
    {
        var work = _bridge.Drops.Work;
        work.RelayPacketsIn++;
        work.RelayBytesIn += bytes;
        switch (_seen is null ? 1 : sequence - _seen.Highest)
        {
            case > 1 and <= MissingMax and var step:
                work.RelayPacketsMissing += step - 1;
                break;
            case < 1:
                work.RelayPacketsLate++;
                break;
        }
    }

    private void Hear(long nowUs)
    {
        _heardUs = nowUs;
        if (_isHeard == true)
        {
            return;
        }

        if (_isHeard == false)
        {
            Relay.Resume(nowUs);
        }

        _isHeard = true;
        _bridge.Raise(new MediaEvent.RelayHeard(_bridge.Id, _opening.Relay));
    }
}
