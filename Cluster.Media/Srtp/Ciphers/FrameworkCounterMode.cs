using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cluster.Media.Srtp.Ciphers;

/// <summary>Counter mode by the framework, which has none: counter blocks are encrypted, many at a call.</summary>
internal sealed class FrameworkCounterMode : CounterCipher
{
    // A packet of usual length takes one call into the library.
    private const int ChunkBytes = 1_536;

    private readonly Aes _aes;
    private readonly ICryptoTransform _encryptor;
    private readonly byte[] _counters = new byte[ChunkBytes];
    private readonly byte[] _keystream = new byte[ChunkBytes];

    public FrameworkCounterMode(byte[] key, byte[] salt)
        : base(salt)
    {
        _aes = Aes.Create();
#pragma warning disable CA5358 // Counter mode is made of this very step.
        _aes.Mode = CipherMode.ECB;
#pragma warning restore CA5358
        _aes.Padding = PaddingMode.None;
        _aes.Key = key;
        // Kept for good: a one-shot call sets its key up and allocates each time.
        _encryptor = _aes.CreateEncryptor();
    }

    public override void Dispose()
    {
        _encryptor.Dispose();
        _aes.Dispose();
    }

    protected override void Apply(Span<byte> data, ReadOnlySpan<byte> block)
    {
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
