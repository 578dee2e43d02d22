namespace Cluster.Media.Tests.Engine;

/// <summary>A media packet a client received, in the clear.</summary>
internal sealed record ReceivedRtp(uint Ssrc, ushort Sequence, uint Timestamp, byte PayloadType, uint Source, byte[] Payload);

/// <summary>One stream a client sends: its SSRC and where its numbers are.</summary>
internal sealed class RtpStream(uint ssrc, ushort firstSequence = 100)
{
    public uint Ssrc { get; } = ssrc;

    public ushort Sequence { get; set; } = firstSequence;

    public uint Timestamp { get; set; } = ssrc * 7;

    public ushort PictureId { get; set; }

    public byte Tl0PicIdx { get; set; }
}
