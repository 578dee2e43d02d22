using System.Security.Cryptography;
using Cluster.Media.Tests.Engine;

namespace Bench.Load.Floods;

/// <summary>What strangers send in a flood, in many variants so that no two datagrams in a row are the same.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Datagrams">Sent in turns.</param>
internal sealed record FloodKind(string Name, byte[][] Datagrams)
{
    private const int Variants = 64;

    /// <summary>Every kind. <paramref name="username"/> is that of a participant's checks, which the strangers have learnt without the password.</summary>
    public static IReadOnlyList<FloodKind> All(string username)
    {
        FloodKind[] kinds =
        [
            new("STUN, unknown user", Make(_ => StunCheck.Write($"{Letters(8)}:{Letters(8)}", Letters(24), nominate: true))),
            new("STUN, wrong password", Make(_ => StunCheck.Write(username, Letters(24), nominate: true))),
            new("DTLS ClientHello", Make(_ => Hello())),
            new("RTP", Make(i => Rtp(1_200, i))),
            new("RTP, small", Make(i => Rtp(60, i))),
            new("noise", Make(i => Noise(20 + (i * 20)))),
        ];
        return [.. kinds, new("all of these", [.. Enumerable.Range(0, Variants).SelectMany(i => kinds.Select(kind => kind.Datagrams[i]))])];
    }

    private static byte[][] Make(Func<int, byte[]> one) => [.. Enumerable.Range(0, Variants).Select(one)];

    private static string Letters(int count) => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", count);

    private static byte[] Rtp(int bytes, int i)
    {
        var packet = RandomNumberGenerator.GetBytes(bytes);
        (packet[0], packet[1]) = (0x90, (byte)(96 + (i & 7)));
        return packet;
    }

    private static byte[] Noise(int bytes) => RandomNumberGenerator.GetBytes(bytes);

    /// <summary>A record with one fragment that holds a whole hello (RFC 6347 section 4.2.2), its body random.</summary>
    private static byte[] Hello()
    {
        const int BodyBytes = 180;
        byte[] body = [0xFE, 0xFD, .. RandomNumberGenerator.GetBytes(BodyBytes - 2)];
        return [22, 0xFE, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, BodyBytes + 12, 1, 0, 0, BodyBytes, 0, 0, 0, 0, 0, 0, 0, BodyBytes, .. body];
    }
}
