using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Cluster.Media.Ice;

/// <summary>The HMAC-SHA1 that MESSAGE-INTEGRITY carries (RFC 8489 section 14.5).</summary>
internal static class StunIntegrity
{
    /// <summary>Bytes of the tag.</summary>
    public const int TagBytes = HMACSHA1.HashSizeInBytes;

    /// <summary>Writes the tag of <paramref name="covered"/> to the first 20 bytes of <paramref name="tag"/>.</summary>
    [SuppressMessage(
        "Security", "CA5350", Justification = "ICE checks carry HMAC-SHA1 (RFC 8445 section 7.1.2); as an HMAC it is sound.")]
    public static void Sign(ReadOnlySpan<byte> key, ReadOnlySpan<byte> covered, Span<byte> tag) =>
        HMACSHA1.HashData(key, covered, tag);
}
