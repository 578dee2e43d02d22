using System.Buffers.Binary;
using System.Diagnostics;
using Bench.Load.Measuring;
using Cluster.Media.Rtp;
using Cluster.Media.Srtp;

namespace Bench.Load.Checking;

/// <summary>
/// What one client receives: every packet is counted by what is in the clear, and of each stream one in <see cref="SampleEvery"/>
/// is decrypted and checked.
/// </summary>
/// <param name="phase">Which of so many is decrypted, so that clients do not all decrypt the same one.</param>
/// <param name="latency">Where times are counted, shared by all clients of a thread.</param>
internal sealed class InboundMedia(uint phase, LatencyHistogram latency)
{
    // RFC 3550, section 5.1: in the clear, so what is not decrypted is known as well.
    private const byte PaddingBit = 0x20;

    private readonly List<(Sequence Sequence, ContentCheck Check)> _streams = [];
    private readonly TaskCompletionSource _firstPicture = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SrtpReceiver? _receiver;
    private int _last;

    /// <summary>One packet in so many is decrypted: 1 for all, 0 for none. A power of two.</summary>
    public int SampleEvery { get; set; } = 64;

    /// <summary>Whether packets follow each other in the source's own numbering, as they do when a slot shows one source all the time.</summary>
    public bool IsSteady { get; set; }

    /// <summary>Whether the server writes the source's number as CSRC.</summary>
    public bool HasSourceNumbers { get; set; } = true;

    public Problems Problems { get; } = new();

    /// <summary>Microseconds from a packet's sending to its coming out of here, of the decrypted ones.</summary>
    public LatencyHistogram Latency { get; } = latency;

    /// <summary>RTCP packets received.</summary>
    public long ControlPackets { get; set; }

    /// <summary>Media packets since <see cref="Restart"/>.</summary>
    public long Packets { get; private set; }

    /// <summary>Packets that were decrypted and checked.</summary>
    public long Checked { get; private set; }

    /// <summary>Completes with the first packet of video.</summary>
    public Task FirstPicture => _firstPicture.Task;

    public long Lost => _streams.Sum(stream => stream.Sequence.Lost);

    public long Late => _streams.Sum(stream => stream.Sequence.Late);

    public IEnumerable<Sequence> Streams => _streams.Select(stream => stream.Sequence);

    /// <summary>The source's own number of the newest packet that was decrypted; -1 before.</summary>
    public long LastNumber { get; set; } = -1;

    /// <summary>Sources seen in decrypted packets, with how often.</summary>
    public Dictionary<uint, long> Sources { get; } = [];

    /// <summary>A stream that will come.</summary>
    public void Expect(uint ssrc, bool isAudio) => _streams.Add((new Sequence(ssrc, isAudio), new ContentCheck(this)));

    /// <summary>The keys are there.</summary>
    public void Begin(SrtpReceiver receiver) => _receiver = receiver;

    /// <summary>Counts from here on.</summary>
    public void Restart()
    {
        Packets = 0;
        _streams.ForEach(stream => stream.Sequence.Restart());
    }

    /// <summary>Takes a protected RTP packet.</summary>
    public void Receive(Span<byte> packet)
    {
        if (packet.Length < RtpHeader.FixedBytes)
        {
            Problems.Note("a datagram shorter than an RTP header");
            return;
        }

        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[8..]);
        var sequence = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        if (!TryFind(ssrc))
        {
            Problems.Note("a stream that was not announced");
            return;
        }

        Packets++;
        var (counter, check) = _streams[_last];
        var number = counter.Note(sequence);
        if ((packet[0] & PaddingBit) != 0)
        {
            check.Padded();
        }

        if (!counter.IsAudio && !_firstPicture.Task.IsCompleted)
        {
            _firstPicture.TrySetResult();
        }

        if (SampleEvery > 0 && ((number + phase) & (SampleEvery - 1)) == 0 && _receiver is not null)
        {
            Check(packet, counter, number, check);
        }
    }

    private void Check(Span<byte> packet, Sequence counter, long number, ContentCheck check)
    {
        var nowTicks = Stopwatch.GetTimestamp();
        var verdict = _receiver!.Unprotect(packet, out var length);
        if (verdict != SrtpVerdict.Ok)
        {
            Problems.Note($"SRTP {verdict}");
            return;
        }

        Checked++;
        check.Take(packet[..length], number, counter.IsAudio, nowTicks);
    }

    private bool TryFind(uint ssrc)
    {
        if (_last < _streams.Count && _streams[_last].Sequence.Ssrc == ssrc)
        {
            return true;
        }

        var found = _streams.FindIndex(stream => stream.Sequence.Ssrc == ssrc);
        _last = found >= 0 ? found : _last;
        return found >= 0;
    }
}
