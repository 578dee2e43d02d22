using System.Buffers.Binary;
using Cluster.Media;
using Cluster.Media.Forwarding;
using Cluster.Media.Rtcp;
using Cluster.Media.Rtp;
using Cluster.Media.Srtp;
using Cluster.Media.Tests.Forwarding;
using Fuzz.Engine;

namespace Fuzz.Targets;

/// <summary>
/// A participant who has the keys and sends what it likes, with one who watches: really protected packets through the whole
/// path of a bridge. The input is records: a byte for the kind, two for the length, and the bytes.
/// </summary>
internal sealed class EndpointTarget : FuzzTarget
{
    private const int RecordsMax = 64;

    /// <summary>Stands in records for the SSRC of the watcher's slot, which every bridge chooses anew.</summary>
    private static readonly byte[] SlotSsrc = [0x51, 0x07, 0x51, 0x07];

    public override string Name => "endpoint";

    public override int TestExecutions => 300;

    public override int InputBytesMax => 8_000;

    public override long MicrosecondsMax => 100_000;

    public override IReadOnlyList<byte[]> Dictionary { get; } =
    [
        .. RtcpPieces.List, SlotSsrc, [0, 0, 40], [1, 0, 20], [2, 0, 20], [3, 0, 1, 10], [3, 0, 1, 255], [4, 0, 1, 1], [0x90, 0xE0, 0x80, 0x11],
        [0xBE, 0xDE, 0, 1, 0x11, .. "s1"u8], [0xBE, 0xDE, 0, 1, 0x10, .. "s0"u8], [0x40, 0x80], [0x9D, 0x01, 0x2A],
    ];

    // A bridge with its endpoints is made for every input; what a packet costs is another test's.
    public override long? AllocatedBytesMax(int inputBytes) => 64 << 20;

    public override int Run(Span<byte> input)
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Microphone, SourceKind.Camera], speech: 1, video: 1, rids: null);
        var bob = rig.Join(2, [SourceKind.Microphone], speech: 2, video: 2);
        bob.View((ann.Number(SourceKind.Camera), 720));
        using var hers = new SrtpSender(ann.Keys.Profile, ann.Keys.Client);
        using var his = new SrtpSender(bob.Keys.Profile, bob.Keys.Client);
        var slot = bob.Slot(SlotUse.Video);
        for (var records = 0; records < RecordsMax && input.Length >= 3; records++)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(input[1..]), input.Length - 3);
            Play(rig, input[0], input.Slice(3, length), slot, (ann, hers), (bob, his));
            input = input[(3 + length)..];
        }

        rig.Pass(100);
        foreach (var packet in bob.Received)
        {
            Require(packet.Source == ann.Number(SourceKind.Camera).Value || packet.Source == ann.Number(SourceKind.Microphone).Value, "a packet of nobody");
        }

        var numbers = bob.In(slot).Where(packet => packet.PayloadType == 96).Select(packet => packet.Sequence).ToList();
        Require(numbers.Count == numbers.Distinct().Count(), "one number was sent twice under one key");
        return (Math.Min(bob.Received.Count, 15) * 1_000) + (Math.Min(ann.KeyframesAsked.Count, 7) * 100) + (Math.Min(ann.NacksReceived.Count, 9) * 10) + (int)bob.Endpoint.Control.Retransmissions;
    }

    private static void Play(Rig rig, byte kind, Span<byte> bytes, Slot slot, (RigClient Client, SrtpSender Keys) ann, (RigClient Client, SrtpSender Keys) bob)
    {
        switch (kind % 6)
        {
            case 0:
                SendRtp(rig, ann.Client, ann.Keys, bytes);
                break;
            case 1:
                SendRtcp(rig, ann.Client, ann.Keys, bytes, slot);
                break;
            case 2:
                SendRtcp(rig, bob.Client, bob.Keys, bytes, slot);
                break;
            case 3:
                rig.Pass(bytes.IsEmpty ? 10 : bytes[0] * 4);
                break;
            case 4:
                NackLast(bob.Client, slot, bytes);
                break;
            default:
                ann.Client.Endpoint.Incoming.Receive(bytes, rig.NowUs);
                break;
        }

        rig.Deliver();
    }

    private static void SendRtp(Rig rig, RigClient client, SrtpSender keys, ReadOnlySpan<byte> packet)
    {
        // What a real library would not protect, nobody can send so that it is authentic.
        Span<byte> buffer = new byte[2_048];
        if (packet.Length <= 1_900 && RtpHeader.TryParseHeaderOnly(packet, out _))
        {
            packet.CopyTo(buffer);
            var length = keys.Protect(buffer, packet.Length);
            client.Endpoint.Incoming.Receive(buffer[..length], rig.NowUs);
        }
    }

    private static void SendRtcp(Rig rig, RigClient client, SrtpSender keys, Span<byte> packet, Slot slot)
    {
        Span<byte> buffer = new byte[2_048];
        if (packet.Length is < 8 or > 1_900 || packet[0] >> 6 != 2)
        {
            return;
        }

        packet.CopyTo(buffer);
        for (int at; (at = buffer.IndexOf(SlotSsrc)) >= 0;)
        {
            BinaryPrimitives.WriteUInt32BigEndian(buffer[at..], slot.Media.SlotSsrc);
        }

        var length = keys.ProtectRtcp(buffer, packet.Length);
        client.Endpoint.Control.Receive(buffer[..length], rig.NowUs);
    }

    /// <summary>Asks for the packets that many before the last that came.</summary>
    private static void NackLast(RigClient client, Slot slot, ReadOnlySpan<byte> back)
    {
        var last = client.In(slot).LastOrDefault()?.Sequence ?? 0;
        var missing = back[..Math.Min(back.Length, 16)].ToArray().Select(each => unchecked((ushort)(last - each))).Distinct();
        client.SendNack(slot.Media.SlotSsrc, [.. missing.Order()]);
    }
}
