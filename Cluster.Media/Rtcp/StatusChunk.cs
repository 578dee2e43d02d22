namespace Cluster.Media.Rtcp;

/// <summary>One packet status chunk of transport-wide feedback: a run length, 14 one-bit or 7 two-bit symbols (draft-holmer 3.1.3, 3.1.4).</summary>
internal readonly struct StatusChunk(ushort value)
{
    public const int NotReceived = 0;

    /// <summary>Received, with a delta of one byte: 0 to 255.</summary>
    public const int SmallDelta = 1;

    /// <summary>Received, with a delta of two bytes, signed.</summary>
    public const int LargeDelta = 2;

    public const int RunMax = 0x1fff;
    public const int OneBitSymbols = 14;
    public const int TwoBitSymbols = 7;

    public ushort Value { get; } = value;

    /// <summary>Symbols in the chunk.</summary>
    public int Count => IsRun ? Value & RunMax : IsTwoBit ? TwoBitSymbols : OneBitSymbols;

    private bool IsRun => (Value & 0x8000) == 0;

    private bool IsTwoBit => (Value & 0x4000) != 0;

    public static StatusChunk Run(int symbol, int count) => new((ushort)((symbol << 13) | count));

    /// <summary>Up to 14 symbols, each <see cref="NotReceived"/> or <see cref="SmallDelta"/>.</summary>
    public static StatusChunk OneBit(ReadOnlySpan<byte> symbols)
    {
        var value = 0x8000;
        for (var i = 0; i < symbols.Length; i++)
        {
            value |= symbols[i] << (OneBitSymbols - 1 - i);
        }

        return new StatusChunk((ushort)value);
    }

    /// <summary>Up to 7 symbols.</summary>
    public static StatusChunk TwoBit(ReadOnlySpan<byte> symbols)
    {
        var value = 0xc000;
        for (var i = 0; i < symbols.Length; i++)
        {
            value |= symbols[i] << (2 * (TwoBitSymbols - 1 - i));
        }

        return new StatusChunk((ushort)value);
    }

    /// <summary>The symbol at an index below <see cref="Count"/>.</summary>
    public int Symbol(int index) =>
        IsRun ? (Value >> 13) & 3
        : IsTwoBit ? (Value >> (2 * (TwoBitSymbols - 1 - index))) & 3
        : (Value >> (OneBitSymbols - 1 - index)) & 1;

    /// <summary>Bytes of delta the first <paramref name="count"/> symbols stand for; false when one of them is the reserved one.</summary>
    public bool TryMeasure(int count, out int deltaBytes)
    {
        deltaBytes = 0;
        if (IsRun)
        {
            // A symbol's value is the number of bytes its delta takes.
            deltaBytes = count * Symbol(0);
            return Symbol(0) <= LargeDelta;
        }

        for (var i = 0; i < count; i++)
        {
            if (Symbol(i) > LargeDelta)
            {
                return false;
            }

            deltaBytes += Symbol(i);
        }

        return true;
    }
}
