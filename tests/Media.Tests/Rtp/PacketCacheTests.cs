using System.Buffers.Binary;
using Cluster.Media.Rtp;
using CsCheck;
using Xunit;

namespace Media.Tests.Rtp;

/// <summary>The cache gives back what was stored, for as long as it promises, never anything else, and within its bounds.</summary>
[Collection("the process alone")]
public class PacketCacheTests
{
    private const long SecondUs = 1_000_000;
    private static readonly CacheLimits Usual = new(SecondUs, 1 << 20);

    [Fact]
    public void It_agrees_with_a_plain_map_over_any_walk_of_sequence_numbers() =>
        Gen.Select(Gen.UShort, Gen.Select(Gen.Int[-20, 40], Gen.Int[4, 1_200]).Array[1, 300]).Sample(
            (start, steps) =>
            {
                var cache = new PacketCache(Usual);
                var stored = new Dictionary<long, int>();
                long at = 65_536L + start, newest = at;
                for (var i = 0; i < steps.Length; i++)
                {
                    at += steps[i].Item1;
                    newest = i == 0 ? at : Math.Max(newest, at);
                    Store(cache, (ushort)at, i, nowUs: 0, steps[i].Item2);
                    stored[at] = i;
                    for (var index = newest - 80; index <= newest + 5; index++)
                    {
                        // All of it is young, so that it must be there however often the ring grew.
                        var found = Get(cache, (ushort)index, nowUs: 0);
                        var expected = stored.TryGetValue(index, out var value) ? value : -1;
                        Assert.True(found == expected || (found == -1 && index <= newest - 64), $"{index}: {found}, not {expected}");
                    }

                    at = Math.Max(at, newest - 30);
                }
            },
            iter: 60);

    [Theory]
    [InlineData(300)]
    [InlineData(1_200)]
    public void It_keeps_a_second_of_a_stream_and_no_more(int bytes)
    {
        var cache = new PacketCache(Usual);
        const int PerSecond = 400;
        for (var i = 0; i < 10 * PerSecond; i++)
        {
            Store(cache, (ushort)i, i, i * SecondUs / PerSecond, bytes);
        }

        const int Last = (10 * PerSecond) - 1;
        const long NowUs = Last * SecondUs / PerSecond;
        Assert.Equal(Last - PerSecond + 5, Get(cache, Last - PerSecond + 5, NowUs));
        Assert.Equal(-1, Get(cache, Last - PerSecond - 5, NowUs));
        Assert.Equal(-1, Get(cache, Last, NowUs + SecondUs + 1));
    }

    [Fact]
    public void Its_memory_follows_the_bitrate_and_stops_at_the_bound()
    {
        var cache = new PacketCache(Usual);
        Assert.Equal(0, cache.MemoryBytes);
        Fill(cache, perSecond: 50, bytes: 100);
        Assert.InRange(cache.MemoryBytes, 16_384, 24_000);
        cache = new PacketCache(Usual);
        Fill(cache, perSecond: 200, bytes: 1_000);
        Assert.InRange(cache.MemoryBytes, 200_000, 600_000);
        cache = new PacketCache(new CacheLimits(SecondUs, 100_000));
        Fill(cache, perSecond: 4_000, bytes: 1_200);
        Assert.InRange(cache.MemoryBytes, 50_000, 100_000 + (4_096 * 32));
        Assert.Equal(11_999, Get(cache, 11_999, 3 * SecondUs));
        Assert.Equal(11_960, Get(cache, 11_960, 3 * SecondUs));
        Assert.Equal(-1, Get(cache, 11_900, 3 * SecondUs));
    }

    [Fact]
    public void A_number_that_comes_round_again_does_not_find_the_packet_of_the_last_round()
    {
        var cache = new PacketCache(Usual);
        Store(cache, 3, 1);
        for (var index = 4; index < 65_536; index++)
        {
            if (index % 64 != 3)
            {
                Store(cache, (ushort)index, 2);
            }
        }

        Store(cache, 6, 5);
        Assert.Equal(5, Get(cache, 6));
        Assert.Equal(-1, Get(cache, 3));
        Assert.Equal(-1, Get(cache, 7));
    }

    [Fact]
    public void A_packet_longer_than_the_smallest_ring_is_not_kept()
    {
        var cache = new PacketCache(Usual);
        cache.Store(1, new byte[20_000], 0);
        Assert.Equal(-1, Get(cache, 1));
        Assert.Equal(0, cache.MemoryBytes);
    }

    [Fact]
    public void It_goes_on_when_the_numbering_begins_anew()
    {
        var cache = new PacketCache(Usual);
        Store(cache, 40_000, 1);
        Store(cache, 10_000, 2);
        Assert.Equal(2, Get(cache, 10_000));
        Assert.Equal(-1, Get(cache, 40_000));
    }

    [Fact]
    public void Once_it_has_its_size_storing_and_finding_allocate_nothing()
    {
        var cache = new PacketCache(Usual);
        var packet = new byte[1_200];
        var found = 0;
        var before = 0L;
        for (var i = 0; i < 120_000; i++)
        {
            if (i == 20_000)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            cache.Store(unchecked((ushort)i), packet, i * 2_000L);
            found += cache.TryGet(unchecked((ushort)(i - 3)), i * 2_000L, out _) ? 1 : 0;
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(120_000 - 3, found);
    }

    private static void Fill(PacketCache cache, int perSecond, int bytes)
    {
        for (var i = 0; i < 3 * perSecond; i++)
        {
            Store(cache, (ushort)i, i, i * SecondUs / perSecond, bytes);
        }
    }

    private static void Store(PacketCache cache, ushort seq, int value, long nowUs = 0, int bytes = 4)
    {
        Span<byte> packet = stackalloc byte[bytes];
        BinaryPrimitives.WriteInt32LittleEndian(packet, value);
        cache.Store(seq, packet, nowUs);
    }

    private static int Get(PacketCache cache, int seq, long nowUs = 0) =>
        cache.TryGet((ushort)seq, nowUs, out var packet) ? BinaryPrimitives.ReadInt32LittleEndian(packet) : -1;
}
