using System.Buffers.Binary;

namespace Bench.Load.Streams;

/// <summary>
/// What every payload carries in place of a picture or a sound, so that a receiver can tell whose it is, which one it is, when
/// it was sent, and that no byte of it was changed.
/// </summary>
/// <param name="Source">Number of the source it was sent by.</param>
/// <param name="Layer">Simulcast layer, 0 the lowest.</param>
/// <param name="Number">Counts the layer's packets from 0.</param>
/// <param name="SentTicks">Ticks of the generator's stopwatch.</param>
internal readonly record struct Stamp(uint Source, int Layer, long Number, long SentTicks)
{
    public const int Bytes = 28;

    private const uint Magic = 0x5041_524C;
    private const int FillBytes = 1_500;
    private const uint Kinds = 64;

    private static readonly byte[][] Fills = [.. Enumerable.Range(0, (int)Kinds).Select(MakeFill)];

    /// <summary>Writes the stamp and fills what follows.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, Magic);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], Source);
        BinaryPrimitives.WriteInt32BigEndian(destination[8..], Layer);
        BinaryPrimitives.WriteInt64BigEndian(destination[12..], Number);
        BinaryPrimitives.WriteInt64BigEndian(destination[20..], SentTicks);
        FillOf(Source, Layer).AsSpan(0, destination.Length - Bytes).CopyTo(destination[Bytes..]);
    }

    /// <summary>Reads it; false when any byte is not what was written.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out Stamp stamp)
    {
        stamp = default;
        if (body.Length < Bytes || body.Length - Bytes > FillBytes || BinaryPrimitives.ReadUInt32BigEndian(body) != Magic)
        {
            return false;
        }

        stamp = new Stamp(
            BinaryPrimitives.ReadUInt32BigEndian(body[4..]),
            BinaryPrimitives.ReadInt32BigEndian(body[8..]),
            BinaryPrimitives.ReadInt64BigEndian(body[12..]),
            BinaryPrimitives.ReadInt64BigEndian(body[20..]));
        return body[Bytes..].SequenceEqual(FillOf(stamp.Source, stamp.Layer).AsSpan(0, body.Length - Bytes));
    }

    private static byte[] FillOf(uint source, int layer) => Fills[((source * 5) + (uint)layer) % Kinds];

    // Random, as encoded media is, and the same in every run.
    private static byte[] MakeFill(int kind)
    {
        var fill = new byte[FillBytes];
        new Random(kind + 1).NextBytes(fill);
        return fill;
    }
}
