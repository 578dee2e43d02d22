using Cluster.Media.Net;
using Cluster.Media.Forwarding;
using Cluster.Media.Rtcp;
using Cluster.Media.Srtp;
using Xunit;

namespace Cluster.Media.Tests.Engine;

/// <summary>Forged packets from a client's own address: what they cost is bounded, and so is what they do to the client.</summary>
public sealed class ForgeryTests
{
    private const long SecondUs = 1_000_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void So_many_wrong_tags_a_second_are_looked_at_and_no_more(bool familiar)
    {
        var max = familiar ? ForgeryGuard.FamiliarMax : ForgeryGuard.StrangeMax;
        var guard = new ForgeryGuard();
        Assert.True(guard.IsQuiet);
        foreach (var second in new[] { 5 * SecondUs, 7 * SecondUs })
        {
            for (var i = 0; i < max; i++)
            {
                Assert.True(guard.Admits(familiar, second + i));
                guard.NoteForgery(familiar, second + i);
            }

            Assert.False(guard.IsQuiet);
            Assert.False(guard.Admits(familiar, second + max));
            Assert.True(guard.Admits(!familiar, second + max));
            Assert.False(guard.Admits(familiar, second + SecondUs - 1));
            Assert.True(guard.Admits(familiar, second + SecondUs));
            Assert.True(guard.IsQuiet);
        }
    }

    [Theory]
    [InlineData((ushort)SrtpProfile.AeadAes128Gcm)]
    [InlineData((ushort)SrtpProfile.Aes128CmHmacSha1_80)]
    public async Task A_forger_who_does_not_know_the_SSRCs_takes_nothing_from_the_client(ushort profile)
    {
        await using var rig = new EngineRig();
        var ann = await rig.JoinAsync(profiles: [(SrtpProfile)profile]);
        var bob = await rig.JoinAsync();
        await ConnectTests.AssertHeardAsync(ann, bob);
        var before = rig.Engine.ReadCounters();
        var random = new Random(4_711);
        const int Forged = 2_000;
        const int Sounds = 40;
        for (var i = 0; i < Sounds; i++)
        {
            for (var j = 0; j < Forged / Sounds; j++)
            {
                ann.SendForged(Forge(random, ssrc: (uint)random.Next(1, int.MaxValue), control: j % 4 == 0));
            }

            ann.SendRaw(ann.MakeAudio(ann.Lines[0], ann.Microphone));
            await ann.CheckAsync();
        }

        // Every one of hers arrived.
        for (var i = 0; i < Sounds; i++)
        {
            await EngineRig.NextPacketAsync(bob, packet => packet.Source == ann.Lines[0].Number);
        }

        var drops = rig.DropsSince(before);
        Assert.Equal(Forged, drops["srtp-unauthentic"] + drops["srtp-throttled"]);
        Assert.Equal(2, drops.Count);
    }

    [Fact]
    public async Task A_forger_who_knows_an_SSRC_costs_a_bounded_number_of_looks_and_the_client_recovers()
    {
        await using var rig = new EngineRig();
        var (ann, bob) = await HostileInputTests.MeetAsync(rig);
        var before = rig.Engine.ReadCounters();
        var random = new Random(4_712);
        var startUs = MediaClock.NowUs;
        await HostileInputTests.SendAllAsync(
            ann, Enumerable.Range(0, 3_000).Select(_ => Forge(random, ann.Microphone.Ssrc, control: false)), ann.SendForged);
        var seconds = 1 + ((MediaClock.NowUs - startUs) / SecondUs);

        var drops = rig.DropsSince(before);
        Assert.InRange(drops["srtp-unauthentic"], ForgeryGuard.FamiliarMax, (seconds + 1) * ForgeryGuard.FamiliarMax);
        Assert.Equal(3_000, drops.Values.Sum());
        await HearAgainAsync(ann, bob);
        await HostileInputTests.AssertMeetingGoesOnAsync(ann, bob);
    }

    /// <summary>Speaks every 20 ms until heard, and leaves nothing of that behind.</summary>
    internal static async Task HearAgainAsync(MediaClient from, MediaClient to)
    {
        using var late = new CancellationTokenSource(MediaClient.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        do
        {
            from.SendRaw(from.MakeAudio(from.Lines[0], from.Microphone));
            await timer.WaitForNextTickAsync(late.Token);
        }
        while (!to.Packets.TryRead(out _));

        await from.CheckAsync();
        await to.CheckAsync();
        while (to.Packets.TryRead(out _))
        {
        }
    }

    private static byte[] Forge(Random random, uint ssrc, bool control)
    {
        var bytes = new byte[200];
        random.NextBytes(bytes);
        bytes[0] = 0x80;
        bytes[1] = control ? RtcpType.ReceiverReport : OfferText.OpusType;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(control ? 4 : 8), ssrc);
        return bytes;
    }
}
