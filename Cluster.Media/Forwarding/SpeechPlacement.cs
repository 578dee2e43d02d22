namespace Cluster.Media.Forwarding;

/// <summary>
/// Puts the carried microphones into everybody's speech slots, and skips the endpoints for which a new order of
/// importance means the same voices: in a large room that is nearly always everybody.
/// </summary>
/// <param name="seats">Microphones carried at once.</param>
internal sealed class SpeechPlacement(int seats)
{
    private readonly Source?[] _before = new Source?[seats];
    private readonly Wanted[] _wanted = new Wanted[seats];

    // Whether the first so many are other ones than before, whatever their order.
    private readonly bool[] _changed = new bool[seats + 1];

    /// <summary>Endpoints whose slots were looked at since the start.</summary>
    public long Arranged { get; private set; }

    /// <summary>The carried microphones or their order changed: arranges the endpoints this makes a difference to.</summary>
    public void Update(ReadOnlySpan<Source> carried, Dictionary<long, Endpoint>.ValueCollection endpoints, long nowUs)
    {
        if (!Compare(carried))
        {
            return;
        }

        foreach (var endpoint in endpoints)
        {
            var slots = Math.Min(endpoint.SpeechSlots.Length, seats);
            if (_changed[slots] || (_changed[Math.Min(slots + 1, seats)] && OwnsOneOf(endpoint, carried)))
            {
                Arrange(endpoint, carried, nowUs);
            }
        }
    }

    /// <summary>Arranges one endpoint's speech slots.</summary>
    public void Arrange(Endpoint endpoint, ReadOnlySpan<Source> carried, long nowUs)
    {
        Arranged++;
        var count = 0;
        foreach (var source in carried)
        {
            // Nobody hears himself.
            if (!endpoint.Sends(source))
            {
                _wanted[count++] = new Wanted(source, 0);
            }
        }

        ViewPlacement.Arrange(endpoint.SpeechSlots, _wanted.AsSpan(0, count), nowUs);
    }

    private static bool OwnsOneOf(Endpoint endpoint, ReadOnlySpan<Source> carried)
    {
        foreach (var source in carried)
        {
            if (endpoint.Sends(source))
            {
                return true;
            }
        }

        return false;
    }

    private bool Compare(ReadOnlySpan<Source> carried)
    {
        var any = false;
        for (var length = 1; length <= seats; length++)
        {
            any |= _changed[length] = !SameSet(carried[..Math.Min(length, carried.Length)], length);
        }

        Array.Clear(_before);
        for (var i = 0; i < carried.Length; i++)
        {
            _before[i] = carried[i];
        }

        return any;
    }

    private bool SameSet(ReadOnlySpan<Source> carried, int length)
    {
        foreach (var source in carried)
        {
            if (Array.IndexOf(_before, source, 0, length) < 0)
            {
                return false;
            }
        }

        return length == carried.Length || _before[carried.Length] is null;
    }
}
