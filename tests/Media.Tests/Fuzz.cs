using CsCheck;

namespace Media.Tests;

/// <summary>Bytes for parsers to survive: random ones, and valid ones cut, extended and changed.</summary>
internal static class Fuzz
{
    public static Gen<byte[]> Gen(params byte[][] valid) => CsCheck.Gen.OneOf(CsCheck.Gen.Byte.Array[0, 80], Mutated(valid));

    private static Gen<byte[]> Mutated(byte[][] valid) =>
        from seed in CsCheck.Gen.Int[0, valid.Length - 1]
        from length in CsCheck.Gen.Int[0, valid[seed].Length + 8]
        from changes in CsCheck.Gen.Select(CsCheck.Gen.Int[0, 1_000], CsCheck.Gen.Byte).Array[0, 4]
        select Mutate(valid[seed], length, changes);

    private static byte[] Mutate(byte[] valid, int length, (int At, byte Value)[] changes)
    {
        var bytes = new byte[length];
        valid.AsSpan(0, Math.Min(length, valid.Length)).CopyTo(bytes);
        foreach (var (at, value) in changes)
        {
            if (length > 0)
            {
                bytes[at % length] = value;
            }
        }

        return bytes;
    }
}
