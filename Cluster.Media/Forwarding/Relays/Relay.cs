using System.Buffers.Binary;
using Cluster.Media.Rtp;

namespace Cluster.Media.Forwarding.Relays;

/// <summary>
/// One part of a bridge as another part of it sees it: a room larger than one worker has several parts, each with its own
/// endpoints, and a relay between every two of them; a room larger than one node has bridges on several, with relays between
/// their first parts. A packet crosses a relay once, however many show it beyond.
/// </summary>
internal sealed class Relay : IDisposable
{
    private const long RoundUs = 500_000;
    private const int RequestBytes = 6;

    private readonly Bridge _bridge;
    private readonly RelaySending _sending;
    private readonly RelayOut _out;
    private readonly RelayIn _in;
    private long _nextRoundUs;

    /// <summary>The relay from <paramref name="bridge"/> to <paramref name="peer"/> over <paramref name="link"/>.</summary>
    /// <param name="passed">The ranking of the microphones that may cross it.</param>
    public Relay(Bridge bridge, RelayReach reach, long peer, IRelayLink link, SpeakerRanking passed, CacheLimits cache)
    {
        _bridge = bridge;
        Reach = reach;
        Peer = peer;
        _sending = new RelaySending(link, bridge.Drops);
        _out = new RelayOut(_sending, passed, bridge.Drops);
        _in = new RelayIn(bridge, _sending, reach, cache);
    }

    /// <summary>How far it reaches.</summary>
    public RelayReach Reach { get; }

    /// <summary>Which part, or which relay to another node.</summary>
    public long Peer { get; }

    /// <summary>Whether the bridge of the other node says in which order those who speak come.</summary>
    public bool PeerLeads { get; set; }

    /// <summary>Media packets sent to it, repairs included.</summary>
    public long PacketsSent => _out.Packets;

    /// <summary>Whether something was sent since the last call: the other part has to be woken.</summary>
    public bool TakeHasSent() => _sending.TakeHasSent();

    /// <summary>A source of this part came.</summary>
    public void Add(Source source) => _out.Add(source);

    /// <summary>Whether a source with this number crosses it, or may.</summary>
    public bool Passes(SourceNumber number) => _out.Passes(number);

    /// <summary>A source takes the place of another with its number.</summary>
    public void Replace(Source former, Source next) => _out.Replace(former, next);

    /// <summary>A source of this part ended.</summary>
    public void Remove(Source source) => _out.Remove(source);

    /// <summary>Takes one frame.</summary>
    public void Receive(ReadOnlySpan<byte> frame, long nowUs)
    {
        if (frame.IsEmpty || !TryTake((RelayFrameKind)frame[0], frame, nowUs))
        {
            _bridge.Drops.Count(DropReason.RelayMalformed);
        }
    }

    /// <summary>What is due by the clock.</summary>
    public void Tick(long nowUs)
    {
        _in.Tick(nowUs);
        if (nowUs >= _nextRoundUs)
        {
            _nextRoundUs = nowUs + RoundUs;
            _out.Round(nowUs);
            _in.Round();
        }
    }

    /// <summary>It is heard again after a silence: what passed meanwhile is no loss, and everything is said again.</summary>
    public void Resume(long nowUs)
    {
        _nextRoundUs = nowUs;
        _in.Resume(nowUs);
    }

    /// <summary>Says what has changed; at the end of each turn.</summary>
    public void Flush(long nowUs)
    {
        _out.Flush(nowUs);
        _in.Flush();
    }

    /// <summary>Tells the other part in which order the carried microphones are here.</summary>
    public void SendSpeakers(ReadOnlySpan<Source> carried)
    {
        if (_sending.TryReserve(out var frame))
        {
            frame[0] = (byte)RelayFrameKind.Speakers;
            var length = 1;
            foreach (var source in carried)
            {
                BinaryPrimitives.WriteUInt32BigEndian(frame[length..], source.Number.Value);
                length += 4;
            }

            _sending.Commit(length);
        }
    }

    /// <summary>Its state as plain data.</summary>
    public RelaySnapshot Snapshot() => new(Peer, _out.Packets, _in.Packets, _in.SourceCount, Reach == RelayReach.Node);

    /// <summary>The other part is gone, or this one ends.</summary>
    public void Dispose()
    {
        _out.End();
        _in.End();
    }

    private bool TryTake(RelayFrameKind kind, ReadOnlySpan<byte> frame, long nowUs)
    {
        switch (kind)
        {
            case RelayFrameKind.Media:
                return RelayFrame.TryReadMedia(frame, out var media) && _in.TakeMedia(media, nowUs);
            case RelayFrameKind.Sources:
                return _in.TakeSources(frame, nowUs);
            case RelayFrameKind.Demand:
                return _out.TakeDemand(frame[1..], nowUs);
            case RelayFrameKind.Gone when frame.Length >= 5:
                _in.TakeGone(BinaryPrimitives.ReadUInt32BigEndian(frame[1..]));
                return true;
            case RelayFrameKind.Keyframe when frame.Length >= RequestBytes:
                _out.TakeKeyframe(BinaryPrimitives.ReadUInt32BigEndian(frame[2..]), frame[1], nowUs);
                return true;
            case RelayFrameKind.Repair when frame.Length >= RequestBytes:
                _out.TakeRepair(BinaryPrimitives.ReadUInt32BigEndian(frame[2..]), frame[1], frame[RequestBytes..], nowUs);
                return true;
            case RelayFrameKind.Speakers when Reach == RelayReach.Node && !PeerLeads:
                // On its way when the two changed places.
                return true;
            case RelayFrameKind.Speakers:
                _bridge.FollowSpeakers(frame[1..], nowUs);
                return true;
            default:
                return false;
        }
    }
}

/// <summary>How far a relay reaches, and where a source that came over it comes from.</summary>
internal enum RelayReach
{
    /// <summary>To another part of the bridge, on another worker.</summary>
    Part,

    /// <summary>To a bridge of the room on another node.</summary>
    Node,
}
