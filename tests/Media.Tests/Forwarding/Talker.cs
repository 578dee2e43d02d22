namespace Cluster.Media.Tests.Forwarding;

/// <summary>
/// Speech as a microphone's levels show it, the same for the same seed: syllables of 120 to 260 ms with a dip between
/// them, a pause after some words, and a room's noise below.
/// </summary>
internal sealed class Talker(int seed, int loudDbov = 25, int noiseDbov = 75)
{
    private readonly Random _random = new(seed);
    private int _syllableSteps;
    private int _gapSteps;
    private int _level;

    /// <summary>The level of the next 20 ms of speech.</summary>
    public byte Speak()
    {
        if (_syllableSteps == 0 && _gapSteps == 0)
        {
            _syllableSteps = _random.Next(6, 14);
            _gapSteps = _random.Next(6) == 0 ? _random.Next(8, 22) : _random.Next(1, 5);
            _level = loudDbov + _random.Next(-6, 7);
        }

        if (_syllableSteps > 0)
        {
            _syllableSteps--;
            return (byte)(_level + _random.Next(-3, 4));
        }

        _gapSteps--;
        return Noise();
    }

    /// <summary>The level of the next 20 ms of saying nothing.</summary>
    public byte Noise() => (byte)Math.Min(127, noiseDbov + _random.Next(-4, 5));
}
