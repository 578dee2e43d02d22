using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cluster.Media.Srtp;

/// <summary>AES in counter mode (RFC 3711, 4.1.1): XORs packets with the encryption of counter blocks, many at a call.</summary>
internal sealed class AesCounterMode : IDisposable
{
    private const int BlockBytes = 16;

    // A packet of usual length takes one call into the library.
    private const int ChunkBytes = 1_536;

    private readonly Aes _aes;
    private readonly ICryptoTransform _encryptor;
    private readonly byte[] _counters = new byte[ChunkBytes];
    private readonly byte[] _keystream = new byte[ChunkBytes];
    private readonly byte[] _salt;

    /// <summary>Takes a session key of 16 bytes and a session salt of 14.</summary>
    public AesCounterMode(byte[] key, byte[] salt)
    {
        _salt = salt;
        _aes = Aes.Create();
#pragma warning disable CA5358 // Counter mode is made of this very step.
        _aes.Mode = CipherMode.ECB;
#pragma warning restore CA5358
        _aes.Padding = PaddingMode.None;
        _aes.Key = key;
        // Kept for good: a one-shot call sets its key up and allocates each time.
        _encryptor = _aes.CreateEncryptor();
    }

    /// <summary>Encrypts or decrypts in place, at most 1 MiB; <paramref name="index"/> has 48 bits.</summary>
    public void Apply(Span<byte> data, uint ssrc, ulong index)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        _salt.CopyTo(block);
        BinaryPrimitives.WriteUInt16BigEndian(block[14..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(block[4..], BinaryPrimitives.ReadUInt32BigEndian(block[4..]) ^ ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(block[8..], BinaryPrimitives.ReadUInt32BigEndian(block[8..]) ^ (uint)(index >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(
            block[12..], (ushort)(BinaryPrimitives.ReadUInt16BigEndian(block[12..]) ^ (ushort)index));

        var counter = 0;
        while (!data.IsEmpty)
        {
            var bytes = Math.Min(data.Length, ChunkBytes);
            var blockedBytes = (bytes + BlockBytes - 1) / BlockBytes * BlockBytes;
            for (var at = 0; at < blockedBytes; at += BlockBytes)
            {
                var target = _counters.AsSpan(at, BlockBytes);
                block.CopyTo(target);
                BinaryPrimitives.WriteUInt16BigEndian(target[14..], (ushort)counter++);
            }

            _encryptor.TransformBlock(_counters, 0, blockedBytes, _keystream, 0);
            Xor(data[..bytes], _keystream);
            data = data[bytes..];
        }
    }

    public void Dispose()
    {
        _encryptor.Dispose();
        _aes.Dispose();
    }

    private static void Xor(Span<byte> data, ReadOnlySpan<byte> keystream)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector<byte>>(data);
        var streams = MemoryMarshal.Cast<byte, Vector<byte>>(keystream);
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] ^= streams[i];
        }

        for (var i = vectors.Length * Vector<byte>.Count; i < data.Length; i++)
        {
            data[i] ^= keystream[i];
        }
    }
}
