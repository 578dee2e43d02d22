using System.Net;
using Cluster.Media;
using Cluster.Media.Engine.NodeRelays;
using Cluster.Media.Forwarding;
using Cluster.Media.Net;
using Cluster.Media.Rtp;
using Cluster.Media.Srtp.Ciphers;
using Cluster.Media.Tests.Forwarding;
using Fuzz.Engine;

namespace Fuzz.Targets;

/// <summary>
/// What comes from another node over the network: the input as a datagram, which nobody sealed, then as a frame in one that is
/// sealed, then the same once more. The first and the last are refused and counted once; the frame is taken or counted.
/// </summary>
internal sealed class RelayDatagramTarget : FuzzTarget
{
    private const int FrameBytesMax = 1_900;

    private static readonly IPEndPoint Peer = new(IPAddress.Parse("192.0.2.7"), 10_000);
    private static readonly NetAddress From = NetAddress.From(Peer);

    public override string Name => "relay-datagram";

    public override int TestExecutions => 600;

    public override int InputBytesMax => FrameBytesMax;

    public override long MicrosecondsMax => 100_000;

    public override IReadOnlyList<byte[]> Dictionary { get; } =
        [[RelayDatagram.Protocol, 1, 2, 3, 4], [0, 0, 0, 0, 0, 0, 0, 1], [2, 0, 0, 1], [4, 0, 0, 0, 21, 1], [7, 0, 0, 0, 20], [255, 255, 255, 255, 255, 255, 255, 255]];

    // A bridge is made for every input; what a datagram costs is another test's.
    public override long? AllocatedBytesMax(int inputBytes) => 64 << 20;

    public override int Run(Span<byte> input)
    {
        using var rig = new Rig();
        var secret = new RelaySecret(0x0102_0304, new byte[RelaySecret.KeyBytes], new byte[RelaySecret.SaltBytes]);
        var opening = new RelayOpening(1, 1, Peer, secret, secret, PeerLeads: true);
        using var link = new NodeLink(new SilentPort(), new WorkCounters(), secret, Peer);
        var carried = rig.Bridge.Mesh.OpenToNode(1, link, new CacheLimits(1_000_000, 1 << 20), peerLeads: true);
        using var relay = new NodeRelay(rig.Bridge, link, carried, opening, rig.NowUs);
        var table = new NodeRelayTable(rig.Drops);
        table.Add(relay);
        var frame = input[..Math.Min(input.Length, FrameBytesMax)].ToArray();

        table.Receive(new Datagram(input, From, default, rig.NowUs));
        Require(Refused(rig) == 1, "what nobody sealed was taken, or not counted once");
        if (frame.Length == 0)
        {
            return 0;
        }

        using var cipher = CipherLibraries.Best.Aead(secret.Key);
        var buffer = new byte[frame.Length + RelayDatagram.OverheadBytes];
        frame.CopyTo(buffer.AsSpan(RelayDatagram.HeaderBytes));
        var length = RelayDatagram.Seal(cipher, secret.Salt, buffer, frame.Length, secret.Id, sequence: 5);
        Require(length == buffer.Length, "a datagram has another length than its parts");
        byte[] again = [.. buffer];
        table.Receive(new Datagram(buffer, From, default, rig.NowUs));
        Require(Refused(rig) == 1, "what was sealed was refused");
        table.Receive(new Datagram(again, From, default, rig.NowUs));
        Require(Refused(rig) == 2 && rig.Drops.Of(DropReason.RelayReplayed) == 1, "what came twice was taken twice");
        rig.Bridge.Mesh.Close(carried);
        Require(rig.Bridge.Sources.Count == 0, "a source outlived its relay");
        return (int)rig.Drops.Of(DropReason.RelayMalformed) + ((int)rig.Drops.Of(DropReason.RelayUnauthentic) * 2) + (frame[0] << 2);
    }

    private static long Refused(Rig rig) => rig.Drops.Of(DropReason.RelayUnknown) + rig.Drops.Of(DropReason.RelayUnauthentic)
        + rig.Drops.Of(DropReason.RelayReplayed) + rig.Drops.Of(DropReason.RelayThrottled);
}
