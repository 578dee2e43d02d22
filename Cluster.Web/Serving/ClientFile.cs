using System.IO.Compression;
using System.Security.Cryptography;

namespace Cluster.Web.Serving;

/// <summary>One file of the built client with its compressed forms, each made once when first asked for.</summary>
internal sealed class ClientFile
{
    /// <summary>Below it compression does not pay; above it the file is of a kind that is compressed already.</summary>
    private const int CompressedBytesMin = 512;

    private readonly Lazy<byte[]> _brotli;
    private readonly Lazy<byte[]> _gzip;

    /// <summary>A file with this content.</summary>
    /// <param name="immutable">The name changes with the content, so a browser never asks again.</param>
    public ClientFile(byte[] content, string contentType, bool immutable)
    {
        Content = content;
        ContentType = contentType;
        Immutable = immutable;
        Tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"";
        _brotli = new(() => Brotli(content));
        _gzip = new(() => Gzip(content));
    }

    public byte[] Content { get; }

    public string ContentType { get; }

    public bool Immutable { get; }

    /// <summary>The entity tag (RFC 9110 section 8.8.3).</summary>
    public string Tag { get; }

    /// <summary>The form that suits the <c>Accept-Encoding</c> given, and the name of its encoding or null.</summary>
    public (byte[] Bytes, string? Encoding) For(string acceptEncoding)
    {
        if (Content.Length < CompressedBytesMin || !Compresses(ContentType))
        {
            return (Content, null);
        }

        return acceptEncoding.Contains("br", StringComparison.OrdinalIgnoreCase) ? (_brotli.Value, "br")
            : acceptEncoding.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? (_gzip.Value, "gzip")
            : (Content, null);
    }

    private static bool Compresses(string contentType) =>
        contentType.StartsWith("text/", StringComparison.Ordinal)
        || contentType is "application/json" or "text/javascript" or "application/manifest+json" or "application/wasm" or "image/svg+xml";

    private static byte[] Brotli(byte[] content)
    {
        var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
        // 9 of 11: the last two levels take twenty times as long for two percent.
        return BrotliEncoder.TryCompress(content, buffer, out var written, quality: 9, window: 22) ? buffer[..written] : content;
    }

    private static byte[] Gzip(byte[] content)
    {
        using var into = new MemoryStream();
        using (var gzip = new GZipStream(into, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return into.ToArray();
    }
}
