using System.Globalization;
using System.Text;

namespace Cluster.Actors.Sharding;

/// <summary>
/// From a text to a shard, the same on every node and in every version: FNV-1a over UTF-8, then mixed so that the
/// remainder is even. A change would move every entity of a running cluster.
/// </summary>
internal static class ShardFunction
{
    /// <summary>The shard, 0 to <paramref name="shards"/> - 1.</summary>
    public static int ShardOf(string text, int shards)
    {
        var hash = 2166136261u;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ octet) * 16777619u;
        }

        hash = (hash ^ (hash >> 16)) * 0x85EBCA6Bu;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35u;
        return (int)((hash ^ (hash >> 16)) % (uint)shards);
    }

    /// <summary>The same as Akka names shards.</summary>
    public static string NameOf(string text, int shards) => ShardOf(text, shards).ToString(CultureInfo.InvariantCulture);
}
