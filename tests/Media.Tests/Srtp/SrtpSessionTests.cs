using System.Buffers.Binary;
using Cluster.Media.Srtp;
using CsCheck;
using Xunit;

namespace Media.Tests.Srtp;

/// <summary>A sender and a receiver with one key: what gets through, what does not, and what a refusal leaves behind.</summary>
[Collection("the process alone")]
public class SrtpSessionTests
{
    public static TheoryData<ushort> Profiles => new((ushort)SrtpProfile.Aes128CmHmacSha1_80, (ushort)SrtpProfile.AeadAes128Gcm);

    [Theory]
    [MemberData(nameof(Profiles))]
    public void What_is_protected_comes_out_as_it_went_in(ushort profile) =>
        Gen.Select(Gen.Byte.Array[0, 1_400], Gen.UShort, Gen.UInt).Sample(
            (payload, sequence, ssrc) =>
            {
                using var pair = new SrtpPair((SrtpProfile)profile);
                var plain = SrtpPair.Rtp(ssrc, sequence, payload);
                var packet = pair.Protect(plain);
                Assert.Equal(plain.Length + SrtpProfiles.RtpOverheadBytes((SrtpProfile)profile), packet.Length);
                Assert.Equal(SrtpVerdict.Ok, pair.Receiver.Unprotect(packet, out var length));
                Assert.Equal(plain, packet[..length]);
            },
            iter: 200);

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Rtcp_that_is_protected_comes_out_as_it_went_in(ushort profile)
    {
        using var pair = new SrtpPair((SrtpProfile)profile);
        for (var bytes = 8; bytes < 300; bytes += 4)
        {
            var plain = SrtpPair.Rtcp(7, bytes);
            var packet = pair.ProtectRtcp(plain);
            Assert.Equal(bytes + SrtpProfiles.RtcpOverheadBytes((SrtpProfile)profile), packet.Length);
            Assert.Equal(SrtpVerdict.Ok, pair.Receiver.UnprotectRtcp(packet.ToArray(), out _));
            Assert.Equal(SrtpVerdict.Replayed, pair.Receiver.UnprotectRtcp(packet.ToArray(), out _));
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Extensions_and_contributing_sources_stay_in_the_clear(ushort profile)
    {
        using var pair = new SrtpPair((SrtpProfile)profile);
        var plain = Convert.FromHexString("9160000100000001000000020000002ABEDE000110FF0000" + "0102030405");
        var packet = pair.Protect(plain);
        Assert.Equal(plain[..24], packet[..24]);
        Assert.NotEqual(plain[24..29], packet[24..29]);
        Assert.Equal(SrtpVerdict.Ok, pair.Receiver.Unprotect(packet, out var length));
        Assert.Equal(plain, packet[..length]);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void No_changed_byte_and_no_cut_gets_through_and_the_true_packet_still_does(ushort profile)
    {
        using var pair = new SrtpPair((SrtpProfile)profile);
        var packet = pair.Protect(SrtpPair.Rtp(1, 1, [1, 2, 3, 4]));
        for (var i = 0; i < packet.Length; i++)
        {
            var changed = packet.ToArray();
            changed[i] ^= 0x40;
            Assert.NotEqual(SrtpVerdict.Ok, pair.Receiver.Unprotect(changed, out var length));
            Assert.Equal(0, length);
            Assert.NotEqual(SrtpVerdict.Ok, pair.Receiver.Unprotect(packet.AsSpan(0, i).ToArray(), out _));
        }

        Assert.Equal(SrtpVerdict.Ok, pair.Receiver.Unprotect(packet, out _));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void The_other_direction_s_key_opens_nothing(ushort profile)
    {
        using var pair = new SrtpPair((SrtpProfile)profile);
        using var stranger = new SrtpReceiver((SrtpProfile)profile, SrtpPair.Key((SrtpProfile)profile, 99));
        Assert.Equal(SrtpVerdict.Unauthentic, stranger.Unprotect(pair.Protect(SrtpPair.Rtp(1, 1, [1])), out _));
        Assert.Equal(SrtpVerdict.Unauthentic, stranger.UnprotectRtcp(pair.ProtectRtcp(SrtpPair.Rtcp(1, 8)), out _));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_packet_is_taken_once_and_an_old_one_not_at_all(ushort profile)
    {
        using var pair = new SrtpPair((SrtpProfile)profile);
        var packets = Enumerable.Range(0, 1_200).Select(i => pair.Protect(SrtpPair.Rtp(1, (ushort)i, [9]))).ToArray();
        Assert.Equal(SrtpVerdict.Ok, pair.Receiver.Unprotect(packets[1_100].ToArray(), out _));
        Assert.Equal(SrtpVerdict.Replayed, pair.Receiver.Unprotect(packets[1_100].ToArray(), out _));
        Assert.Equal(SrtpVerdict.Ok, pair.Receiver.Unprotect(packets[1_099].ToArray(), out _));
        Assert.Equal(SrtpVerdict.Replayed, pair.Receiver.Unprotect(packets[1_099].ToArray(), out _));
        Assert.Equal(SrtpVerdict.Ok, pair.Receiver.Unprotect(packets[1_100 - 1_023].ToArray(), out _));
        Assert.Equal(SrtpVerdict.Replayed, pair.Receiver.Unprotect(packets[1_100 - 1_024].ToArray(), out _));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Sequence_numbers_wrap_again_and_again_in_any_near_order(ushort profile)
    {
        using var pair = new SrtpPair((SrtpProfile)profile);
        for (var i = 0; i < 200_000; i += 20)
        {
            // Each second packet overtakes the one before it.
            foreach (var index in new[] { i + 10, i })
            {
                var packet = pair.Protect(SrtpPair.Rtp(1, unchecked((ushort)index), [1, 2]));
                Assert.Equal(SrtpVerdict.Ok, pair.Receiver.Unprotect(packet, out _));
            }
        }
    }

    [Fact]
    public void In_counter_mode_a_packet_from_before_the_wrap_is_sent_again_under_its_own_index()
    {
        using var pair = new SrtpPair(SrtpProfile.Aes128CmHmacSha1_80);
        var old = SrtpPair.Rtp(1, 65_530, [5, 6, 7]);
        pair.Protect(SrtpPair.Rtp(1, 65_000, [1]));
        var first = pair.Protect(old);
        pair.Protect(SrtpPair.Rtp(1, 20, [1]));
        Assert.Equal(first, pair.Protect(old));
    }

    [Fact]
    public void Under_AEAD_no_number_is_protected_twice()
    {
        using var pair = new SrtpPair(SrtpProfile.AeadAes128Gcm);
        var buffer = new byte[100];
        foreach (var (sequence, allowed) in new[] { (65_530, true), (20, true), (65_531, true), (65_530, false), (20, false), (21, true) })
        {
            SrtpPair.Rtp(1, (ushort)sequence, [1]).CopyTo(buffer, 0);
            Assert.Equal(allowed, pair.Sender.Protect(buffer, 13) > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_packet_from_before_the_first_is_refused_on_both_sides(ushort profile)
    {
        using var pair = new SrtpPair((SrtpProfile)profile);
        pair.Receiver.Unprotect(pair.Protect(SrtpPair.Rtp(1, 5, [1])), out _);
        var buffer = new byte[100];
        SrtpPair.Rtp(1, 65_535, [1]).CopyTo(buffer, 0);
        Assert.Equal(0, pair.Sender.Protect(buffer, 13));
        Assert.Equal(SrtpVerdict.Replayed, pair.Receiver.Unprotect(buffer.AsSpan(0, 40), out _));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Forged_packets_neither_fill_the_table_nor_move_the_index(ushort profile)
    {
        using var pair = new SrtpPair((SrtpProfile)profile);
        Assert.Equal(SrtpVerdict.Ok, pair.Receiver.Unprotect(pair.Protect(SrtpPair.Rtp(1, 100, [1])), out _));
        for (var i = 0; i < 300; i++)
        {
            var forged = SrtpPair.Rtp(1_000 + (uint)i, 1, new byte[40]);
            Assert.Equal(SrtpVerdict.Unauthentic, pair.Receiver.Unprotect(forged, out _));
            var ahead = SrtpPair.Rtp(1, unchecked((ushort)(20_000 + (i * 100))), new byte[40]);
            Assert.NotEqual(SrtpVerdict.Ok, pair.Receiver.Unprotect(ahead, out _));
            Assert.Equal(SrtpVerdict.Unauthentic, pair.Receiver.UnprotectRtcp(SrtpPair.Rtcp((uint)i, 60), out _));
        }

        Assert.Equal(SrtpVerdict.Ok, pair.Receiver.Unprotect(pair.Protect(SrtpPair.Rtp(1, 101, [1])), out _));
        Assert.Equal(SrtpVerdict.Ok, pair.Receiver.UnprotectRtcp(pair.ProtectRtcp(SrtpPair.Rtcp(1, 12)), out _));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Sources_are_bounded_on_both_sides(ushort profile)
    {
        using var pair = new SrtpPair((SrtpProfile)profile);
        for (var i = 0u; i < SrtpSender.SourcesMax; i++)
        {
            var packet = pair.Protect(SrtpPair.Rtp(i, 1, [1]));
            var expected = i < SrtpReceiver.SourcesMax ? SrtpVerdict.Ok : SrtpVerdict.TooManySources;
            Assert.Equal(expected, pair.Receiver.Unprotect(packet, out _));
        }

        var buffer = new byte[100];
        SrtpPair.Rtp(99_999, 1, [1]).CopyTo(buffer, 0);
        Assert.Equal(0, pair.Sender.Protect(buffer, 13));
        Assert.Equal(SrtpVerdict.Ok, pair.Receiver.Unprotect(pair.Protect(SrtpPair.Rtp(3, 2, [1])), out _));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void What_has_no_room_or_is_no_packet_is_refused(ushort profile)
    {
        using var pair = new SrtpPair((SrtpProfile)profile);
        var plain = SrtpPair.Rtp(1, 1, [1]);
        Assert.Equal(0, pair.Sender.Protect(plain, plain.Length));
        var rtcp = SrtpPair.Rtcp(1, 8);
        Assert.Equal(0, pair.Sender.ProtectRtcp(rtcp, rtcp.Length));
        Assert.Equal(0, pair.Sender.Protect(new byte[100], 50));
        Assert.Equal(0, pair.Sender.ProtectRtcp(new byte[100], 50));
        Assert.Equal(0, pair.Sender.ProtectRtcp(new byte[100], 4));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Random_bytes_are_refused_and_never_throw(ushort profile)
    {
        using var pair = new SrtpPair((SrtpProfile)profile);
        Gen.Byte.Array[0, 120].Sample(
            bytes =>
            {
                if (bytes.Length > 0)
                {
                    bytes[0] = (byte)(0x80 | (bytes[0] & 0x3f));
                }

                Assert.NotEqual(SrtpVerdict.Ok, pair.Receiver.Unprotect(bytes.ToArray(), out _));
                Assert.NotEqual(SrtpVerdict.Ok, pair.Receiver.UnprotectRtcp(bytes.ToArray(), out _));
            },
            iter: 2_000,
            threads: 1);
    }

    [Theory]
    [InlineData(SrtpProfile.Aes128CmHmacSha1_80)]
    [InlineData(SrtpProfile.AeadAes128Gcm)]
    internal void Protecting_and_unprotecting_allocate_nothing(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        var buffer = new byte[1_300];
        var rtcp = new byte[200];
        var failures = 0;
        for (var round = 0; round < 2; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10_000; i++)
            {
                buffer[0] = 0x80;
                BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(2), unchecked((ushort)((round * 10_000) + i)));
                var length = pair.Sender.Protect(buffer, 1_200);
                failures += pair.Receiver.Unprotect(buffer.AsSpan(0, length), out _) == SrtpVerdict.Ok ? 0 : 1;
                rtcp[0] = 0x80;
                length = pair.Sender.ProtectRtcp(rtcp, 100);
                failures += pair.Receiver.UnprotectRtcp(rtcp.AsSpan(0, length), out _) == SrtpVerdict.Ok ? 0 : 1;
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(round == 0 || allocated == 0, $"{allocated} bytes allocated for 20,000 packets");
        }

        Assert.Equal(0, failures);
    }
}
