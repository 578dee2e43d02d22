using System.Text;
using Cluster.Media.Engine.NodeRelays;
using Cluster.Media.Forwarding.Relays;
using Cluster.Media.Srtp.Ciphers;
using Xunit;

namespace Cluster.Media.Tests.Relays;

/// <summary>
/// What crosses a relay must be read by a node of the version before, and the other way round: bytes that another program has put together
/// by the layout and the cipher that are written down. Vectors are added, never edited.
/// </summary>
public class GoldenDatagramTests
{
    private const string Frame = "010102010203040000000000abcdef80e0123400005678deadbeef001122";
    private const string Sealed = "080badcafe0000000000000005b34b11a6d67ae3a8dc6af31182ddfa8e9e390c06ac0a1a82af37368fb908bcf259e87f3a0bd222ed893879ac3477";

    private static readonly byte[] s_key = [.. Enumerable.Range(0, 16).Select(number => (byte)number)];
    private static readonly byte[] s_salt = [.. Enumerable.Range(0xA0, 12).Select(number => (byte)number)];

    [Fact]
    public void A_datagram_is_sealed_and_opened_as_it_always_was()
    {
        using var cipher = CipherLibraries.Best.Aead(s_key);
        var frame = Convert.FromHexString(Frame);
        var buffer = new byte[frame.Length + RelayDatagram.OverheadBytes];
        frame.CopyTo(buffer, RelayDatagram.HeaderBytes);
        Assert.Equal(buffer.Length, RelayDatagram.Seal(cipher, s_salt, buffer, frame.Length, relay: 0x0BADCAFE, sequence: 5));
        Assert.Equal(Sealed, Convert.ToHexStringLower(buffer));

        Assert.True(RelayDatagram.TryParse(buffer, out var relay, out var sequence));
        Assert.Equal((0x0BADCAFEu, 5L), (relay, sequence));
        Assert.True(RelayDatagram.TryOpen(cipher, s_salt, buffer, sequence, out var opened));
        Assert.Equal(Frame, Convert.ToHexStringLower(opened));
    }

    [Fact]
    public void A_frame_with_a_packet_is_read_as_it_always_was()
    {
        Assert.True(RelayFrame.TryReadMedia(Convert.FromHexString(Frame), out var media));
        Assert.Equal((true, 2, 0x01020304u, 0xABCDEFL), (media.Restarts, media.Layer, media.Source, media.ArrivalUs));
        Assert.Equal("80e0123400005678deadbeef001122", Convert.ToHexStringLower(media.Packet));
    }

    [Fact]
    public void A_frame_with_sources_is_read_as_it_always_was()
    {
        // Round 7, the last frame of it: source 9, a muted camera with two layers, q at 90 pixels and h, which is not sent.
        var frame = Convert.FromHexString("02010007" + "00000009" + "81" + "02" + "01005a0171" + "0000b40168");
        Assert.True(SourcesFrame.TryBegin(frame, out var round, out var last, out var entries));
        Assert.Equal((7, true), (round, last));
        Assert.True(SourcesFrame.TryRead(ref entries, out var entry));
        Assert.Equal((9u, SourceKind.Camera, true, 2), (entry.Number.Value, entry.Kind, entry.Muted, entry.Layers));
        Assert.Equal((true, 90), entry.Layer(0, out var first));
        Assert.Equal("q", Encoding.ASCII.GetString(first));
        Assert.Equal((false, 180), entry.Layer(1, out var second));
        Assert.Equal("h", Encoding.ASCII.GetString(second));
        Assert.True(entries.IsEmpty);
    }

    /// <summary>The number of each kind is what the other end goes by.</summary>
    [Fact]
    public void Kinds_keep_their_numbers() => Assert.Equal(
        "Media=1 Sources=2 Gone=3 Demand=4 Keyframe=5 Repair=6 Speakers=7",
        string.Join(' ', Enum.GetValues<RelayFrameKind>().Select(kind => $"{kind}={(int)kind}").Take(7)));
}
