using System.Buffers.Binary;
using Cluster.Media;
using Cluster.Media.Engine;
using Cluster.Media.Forwarding.Relays;
using Cluster.Media.Rtp;
using Cluster.Media.Tests.Forwarding;
using Fuzz.Engine;

namespace Fuzz.Targets;

/// <summary>
/// What one part of a room takes from another part: frames over a relay, in a part where somebody sends and somebody watches.
/// The input is records: two bytes for the length, and the frame.
/// </summary>
internal sealed class RelayTarget : FuzzTarget
{
    private const int RecordsMax = 64;

    public override string Name => "relay";

    public override int TestExecutions => 600;

    public override int InputBytesMax => 4_000;

    public override long MicrosecondsMax => 100_000;

    public override IReadOnlyList<byte[]> Dictionary { get; } =
    [
        [0, 14, 2, 0, 0, 1], [0, 42, 1, 0, 0], [0, 0, 0, 11], [0, 0, 0, 12], [0, 0, 0, 20], [0, 0, 0, 21], [0, 6, 4, 0, 0, 0, 21, 1], [0, 6, 5, 0, 0, 0, 0, 21],
        [0, 10, 6, 0], [0, 5, 7, 0, 0, 0], [0, 5, 3, 0, 0, 0], [0xBE, 0xDE, 0, 1, 0x10, 0x94], [0x90, 0xC0, 0x80], [0x9D, 0x01, 0x2A], [1, 2, 0xD0, 0], [4, 1, 2, 0xD0, 1],
    ];

    // A bridge with its endpoints and a ring are made for every input; what a packet costs is another test's.
    public override long? AllocatedBytesMax(int inputBytes) => 64 << 20;

    public override int Run(Span<byte> input)
    {
        using var rig = new Rig(part: 1);
        var ring = new RelayRing(64 << 10);
        var relay = rig.Bridge.Mesh.Open(0, ring, new CacheLimits(1_000_000, 1 << 20));
        var ann = rig.Join(2, [SourceKind.Microphone, SourceKind.Camera], speech: 2, video: 2);
        ann.View((new SourceNumber(11), 720), (new SourceNumber(13), 180));
        var (records, frames) = (0, 0);
        for (; records < RecordsMax && input.Length >= 2; records++)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(input), input.Length - 2);
            relay.Receive(input.Slice(2, length), rig.NowUs);
            ann.SendFrame(keyframe: records % 4 == 0);
            ann.SendAudio();
            rig.Pass(10);
            rig.Bridge.Mesh.Flush(rig.NowUs);
            while (ring.TryPeek(out var frame))
            {
                frames++;
                Require(frame.Length is > 0 and <= RelayFrame.BytesMax, "a frame of another length than one may have");
                Require(frame[0] == (byte)RelayFrameKind.Media || frame.Length <= RelayFrame.ControlBytesMax, "a long frame that is not media");
                ring.Advance();
            }

            input = input[(2 + length)..];
        }

        var numbers = ann.Received.GroupBy(packet => packet.Ssrc).All(stream => stream.Select(packet => packet.Sequence).Distinct().Count() == stream.Count());
        Require(numbers, "one number was sent twice under one key");
        Require(rig.Bridge.Speakers.Carried.Length <= 4, "more microphones than there are seats");
        Require(rig.Bridge.Sources.Count <= RecordsMax * 200, "more sources than were named");
        rig.Bridge.Mesh.Close(relay);
        Require(rig.Bridge.Sources.Count == 2, "a source outlived its part");
        Require(ann.Endpoint.SourceList.ToArray().All(source => source.Layers.All(layer => layer.Showing == 0)), "a layer is shown to nobody");
        return (Math.Min(ann.Received.Count, 31) * 1_000) + (Math.Min(ann.KeyframesAsked.Count, 7) * 100)
            + (relay.PacketsSent > 0 ? 50 : 0) + (int)Math.Min(rig.Drops.Of(Cluster.Media.Forwarding.DropReason.RelayMalformed), 40);
    }
}
