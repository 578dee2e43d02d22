using Cluster.Media.Rtp;

namespace Bench.Micro;

/// <summary>The packet of all these measurements: 1,200 bytes of VP8 with the header extensions of a browser.</summary>
internal static class Packets
{
    public const int Bytes = 1_200;
    public const uint Ssrc = 0x1234_5678;

    /// <summary>A plain packet in a buffer with room for a tag, and where its payload begins.</summary>
    public static (byte[] Buffer, int PayloadOffset) Make()
    {
        var buffer = new byte[1_500];
        var writer = new RtpPacketWriter(buffer);
        writer.Header(marker: false, 96, 1_000, 90_000, Ssrc, 0);
        writer.Extension(4, "1"u8);
        writer.Extension(2, [1, 2, 3]);
        writer.Extension(3, [4, 5]);
        var payloadOffset = writer.EndExtensions();
        var payload = buffer.AsSpan(payloadOffset..Bytes);
        new Random(1).NextBytes(payload);
        ReadOnlySpan<byte> descriptor = [0x90, 0xC0, 0x80, 0x10, 0x07, 0x11];
        descriptor.CopyTo(payload);
        return (buffer, payloadOffset);
    }
}
