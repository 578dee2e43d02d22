using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cluster.Media.Ice;

namespace Cluster.Media.Tests.Engine;

/// <summary>Connectivity checks as a controlling client sends them (RFC 8445 section 7.2.2).</summary>
internal static class StunCheck
{
    private const ushort PriorityType = StunAttribute.Priority;

    /// <summary>A binding request with everything a browser puts into one.</summary>
    public static byte[] Write(string username, string password, bool nominate, ushort type = StunType.BindingRequest, ushort unknown = 0)
    {
        var buffer = new byte[512];
        BinaryPrimitives.WriteUInt16BigEndian(buffer, type);
        BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(4), StunMessage.MagicCookie);
        RandomNumberGenerator.Fill(buffer.AsSpan(8, 12));
        var length = StunMessage.HeaderBytes;
        length = Add(buffer, length, StunAttribute.Username, Encoding.ASCII.GetBytes(username));
        length = Add(buffer, length, StunAttribute.IceControlling, [1, 2, 3, 4, 5, 6, 7, 8]);
        length = Add(buffer, length, PriorityType, [0x6E, 0x7F, 0x1E, 0xFF]);
        if (nominate)
        {
            length = Add(buffer, length, StunAttribute.UseCandidate, []);
        }

        if (unknown != 0)
        {
            length = Add(buffer, length, unknown, [0, 0, 0, 0]);
        }

        WriteLength(buffer, length + StunMessage.IntegrityBytes);
        var tag = new byte[StunIntegrity.TagBytes];
        StunIntegrity.Sign(Encoding.ASCII.GetBytes(password), buffer.AsSpan(0, length), tag);
        length = Add(buffer, length, StunAttribute.MessageIntegrity, tag);
        WriteLength(buffer, length + StunMessage.FingerprintBytes);
        var fingerprint = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(fingerprint, StunChecksum.Fingerprint(buffer.AsSpan(0, length)));
        return buffer[..Add(buffer, length, StunAttribute.Fingerprint, fingerprint)];
    }

    private static int Add(byte[] buffer, int at, ushort type, ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(at), type);
        BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(at + 2), (ushort)value.Length);
        value.CopyTo(buffer.AsSpan(at + 4));
        var end = at + 4 + ((value.Length + 3) & ~3);
        WriteLength(buffer, end);
        return end;
    }

    private static void WriteLength(byte[] buffer, int messageBytes) =>
        BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(2), (ushort)(messageBytes - StunMessage.HeaderBytes));
}
