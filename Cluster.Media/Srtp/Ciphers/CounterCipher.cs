using System.Buffers.Binary;

namespace Cluster.Media.Srtp.Ciphers;

/// <summary>AES-128 in counter mode with one key and salt (RFC 3711, 4.1.1), in place. Not for two threads.</summary>
internal abstract class CounterCipher(byte[] salt) : IDisposable
{
    protected const int BlockBytes = 16;

    /// <summary>Encrypts or decrypts at most 1 MiB; <paramref name="index"/> has 48 bits.</summary>
    public void Apply(Span<byte> data, uint ssrc, ulong index)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        salt.CopyTo(block);
        BinaryPrimitives.WriteUInt16BigEndian(block[14..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(block[4..], BinaryPrimitives.ReadUInt32BigEndian(block[4..]) ^ ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(block[8..], BinaryPrimitives.ReadUInt32BigEndian(block[8..]) ^ (uint)(index >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(
            block[12..], (ushort)(BinaryPrimitives.ReadUInt16BigEndian(block[12..]) ^ (ushort)index));
        Apply(data, block);
    }

    public abstract void Dispose();

    /// <summary>XORs the encryption of the block, and of those that count up from it in its last 16 bits.</summary>
    protected abstract void Apply(Span<byte> data, ReadOnlySpan<byte> block);
}
