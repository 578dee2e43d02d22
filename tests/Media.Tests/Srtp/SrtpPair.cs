using System.Buffers.Binary;
using Cluster.Media.Srtp;
using Xunit;

namespace Media.Tests.Srtp;

/// <summary>Both ends of one direction, and packets to send over it.</summary>
internal sealed class SrtpPair(SrtpProfile profile) : IDisposable
{
    public SrtpSender Sender { get; } = new(profile, Key(profile, 1));

    public SrtpReceiver Receiver { get; } = new(profile, Key(profile, 1));

    public static SrtpMasterKey Key(SrtpProfile profile, byte seed) => new(
        Enumerable.Range(seed, SrtpProfiles.KeyBytes(profile)).Select(i => (byte)i).ToArray(),
        Enumerable.Range(seed + 100, SrtpProfiles.SaltBytes(profile)).Select(i => (byte)i).ToArray());

    public static byte[] Rtp(uint ssrc, ushort sequence, byte[] payload)
    {
        var packet = new byte[12 + payload.Length];
        packet[0] = 0x80;
        packet[1] = 96;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), ssrc);
        payload.CopyTo(packet, 12);
        return packet;
    }

    public static byte[] Rtcp(uint ssrc, int bytes)
    {
        var packet = new byte[bytes];
        packet[0] = 0x80;
        packet[1] = 201;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)((bytes / 4) - 1));
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), ssrc);
        return packet;
    }

    public byte[] Protect(byte[] plain)
    {
        var buffer = new byte[plain.Length + 16];
        plain.CopyTo(buffer, 0);
        var length = Sender.Protect(buffer, plain.Length);
        Assert.NotEqual(0, length);
        return buffer[..length];
    }

    public byte[] ProtectRtcp(byte[] plain)
    {
        var buffer = new byte[plain.Length + 20];
        plain.CopyTo(buffer, 0);
        var length = Sender.ProtectRtcp(buffer, plain.Length);
        Assert.NotEqual(0, length);
        return buffer[..length];
    }

    public void Dispose()
    {
        Sender.Dispose();
        Receiver.Dispose();
    }
}
