namespace Cluster.Media.Forwarding;

/// <summary>
/// Decides which microphones are carried (a small elected set, so that a receiver's sound costs the same in a room of
/// any size) and who speaks, loudest first. Both have hysteresis: a cough must not take a speaker's place.
/// </summary>
/// <param name="seats">Microphones carried at once: a receiver's speech slots and one more, since nobody hears himself.</param>
internal sealed class SpeakerRanking(int seats)
{
    private const long HoldUs = 800_000;
    private const float MarginDb = 6;

    private readonly List<Source> _elected = [];
    private readonly List<Source> _speaking = [];

    /// <summary>The carried microphones, in no order.</summary>
    public IReadOnlyList<Source> Elected => _elected;

    /// <summary>Who speaks now; the first is the dominant speaker.</summary>
    public IReadOnlyList<Source> Speaking => _speaking;

    /// <summary>The carried microphones in order of importance: who speaks, loudest first, then who does not.</summary>
    public IReadOnlyList<Source> ByImportance() =>
        [.. _speaking.Where(_elected.Contains), .. _elected.Where(source => !_speaking.Contains(source))];

    /// <summary>Looks at all microphones again; true when <see cref="Elected"/> changed.</summary>
    public bool Elect(IEnumerable<Source> microphones, long nowUs)
    {
        var changed = false;
        foreach (var microphone in microphones)
        {
            if (microphone.Muted || _elected.Contains(microphone))
            {
                continue;
            }

            if (_elected.Count < seats)
            {
                _elected.Add(microphone);
                changed = true;
            }
            else if (microphone.Loudness.IsSpeaking(nowUs, HoldUs) && WeakestIndex(nowUs) is var weakest
                && MayReplace(_elected[weakest], microphone, nowUs))
            {
                _elected[weakest] = microphone;
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>Orders the speakers; true when <see cref="Speaking"/> changed.</summary>
    public bool Rank(long nowUs)
    {
        var changed = _speaking.RemoveAll(source => source.Muted || !source.Loudness.IsSpeaking(nowUs, HoldUs)) > 0;
        foreach (var source in _elected)
        {
            if (!source.Muted && source.Loudness.IsSpeaking(nowUs, HoldUs) && !_speaking.Contains(source))
            {
                _speaking.Add(source);
                changed = true;
            }
        }

        // One pass of neighbours, each needing the margin: the order settles within a few passes and does not flutter.
        for (var i = _speaking.Count - 1; i > 0; i--)
        {
            if (_speaking[i].Loudness.SteadyLevel > _speaking[i - 1].Loudness.SteadyLevel + MarginDb)
            {
                (_speaking[i - 1], _speaking[i]) = (_speaking[i], _speaking[i - 1]);
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>A microphone is gone or muted; true when <see cref="Elected"/> changed.</summary>
    public bool Remove(Source source)
    {
        _speaking.Remove(source);
        return _elected.Remove(source);
    }

    private int WeakestIndex(long nowUs)
    {
        var weakest = 0;
        for (var i = 1; i < _elected.Count; i++)
        {
            var (a, b) = (_elected[i].Loudness, _elected[weakest].Loudness);
            var (aSpeaks, bSpeaks) = (a.IsSpeaking(nowUs, HoldUs), b.IsSpeaking(nowUs, HoldUs));
            if (aSpeaks != bSpeaks ? bSpeaks : a.Level < b.Level)
            {
                weakest = i;
            }
        }

        return weakest;
    }

    private static bool MayReplace(Source seated, Source challenger, long nowUs) =>
        !seated.Loudness.IsSpeaking(nowUs, HoldUs) || challenger.Loudness.Level > seated.Loudness.Level + MarginDb;
}
