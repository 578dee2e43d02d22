using System.Buffers.Binary;

namespace Cluster.Media.Ice;

/// <summary>Writes the question "which address do you see me under" (RFC 8489 section 5): a binding request without attributes.</summary>
internal static class StunRequest
{
    /// <summary>Bytes of a transaction id.</summary>
    public const int TransactionBytes = 12;

    /// <summary>Writes it; returns its bytes.</summary>
    public static int WriteBinding(Span<byte> into, ReadOnlySpan<byte> transaction)
    {
        BinaryPrimitives.WriteUInt16BigEndian(into, StunType.BindingRequest);
        BinaryPrimitives.WriteUInt16BigEndian(into[2..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(into[4..], StunMessage.MagicCookie);
        transaction[..TransactionBytes].CopyTo(into[8..]);
        return StunMessage.HeaderBytes;
    }
}
