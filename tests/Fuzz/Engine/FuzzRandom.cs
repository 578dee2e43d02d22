namespace Fuzz.Engine;

/// <summary>Random numbers that are the same for the same seed on every machine and in every version (SplitMix64).</summary>
internal sealed class FuzzRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E37_79B9_7F4A_7C15;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>0 up to but not including <paramref name="limit"/>, which is 1 or more.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    public byte Byte() => (byte)Next();

    public bool OneIn(int n) => Below(n) == 0;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];
}
