using System.Buffers.Binary;
using Cluster.Media.Rtp;
using CsCheck;
using Xunit;

namespace Media.Tests.Rtp;

/// <summary>The cache gives back what was stored, for as long as it promises, and never anything else.</summary>
public class PacketCacheTests
{
    [Fact]
    public void It_agrees_with_a_plain_map_over_any_walk_of_sequence_numbers() =>
        Gen.Select(Gen.UShort, Gen.Int[-20, 40].Array[1, 300]).Sample(
            (start, steps) =>
            {
                var cache = new PacketCache(64, 8);
                var stored = new Dictionary<long, int>();
                long at = 65_536L + start, newest = at;
                for (var i = 0; i < steps.Length; i++)
                {
                    at += steps[i];
                    newest = i == 0 ? at : Math.Max(newest, at);
                    Store(cache, (ushort)at, i);
                    stored[at] = i;
                    for (var index = newest - 80; index <= newest + 5; index++)
                    {
                        var expected = index > newest - 64 && stored.TryGetValue(index, out var value) ? value : -1;
                        Assert.Equal(expected, Get(cache, (ushort)index));
                    }

                    at = Math.Max(at, newest - 30);
                }
            },
            iter: 60);

    [Fact]
    public void A_number_that_comes_round_again_does_not_find_the_packet_of_the_last_round()
    {
        var cache = new PacketCache(16, 8);
        Store(cache, 3, 1);
        for (var index = 4; index < 65_536; index++)
        {
            if (index % 16 != 3)
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
    public void A_packet_too_long_takes_the_place_of_its_number_and_is_not_found()
    {
        var cache = new PacketCache(16, 8);
        Store(cache, 1, 7);
        cache.Store(1, new byte[9]);
        Assert.Equal(-1, Get(cache, 1));
        Assert.Equal(-1, Get(new PacketCache(16, 8), 0));
    }

    [Fact]
    public void It_goes_on_when_the_numbering_begins_anew()
    {
        var cache = new PacketCache(16, 8);
        Store(cache, 40_000, 1);
        Store(cache, 10_000, 2);
        Assert.Equal(2, Get(cache, 10_000));
        Assert.Equal(-1, Get(cache, 40_000));
    }

    [Fact]
    public void Storing_and_finding_allocate_nothing()
    {
        var cache = new PacketCache(512, 1_500);
        var packet = new byte[1_200];
        var found = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100_000; i++)
        {
            cache.Store(unchecked((ushort)i), packet);
            found += cache.TryGet(unchecked((ushort)(i - 3)), out _) ? 1 : 0;
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(100_000 - 3, found);
    }

    private static void Store(PacketCache cache, ushort seq, int value)
    {
        Span<byte> packet = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(packet, value);
        cache.Store(seq, packet);
    }

    private static int Get(PacketCache cache, ushort seq) =>
        cache.TryGet(seq, out var packet) ? BinaryPrimitives.ReadInt32LittleEndian(packet) : -1;
}
