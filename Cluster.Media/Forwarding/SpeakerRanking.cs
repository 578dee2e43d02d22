namespace Cluster.Media.Forwarding;

/// <summary>
/// Decides which microphones are carried (a small set, so that a receiver's sound costs the same in a room of any size)
/// and who speaks, the dominant speaker first: Volfin and Cohen, "Dominant speaker identification for multipoint
/// videoconferencing" (2012), as Jitsi Videobridge and mediasoup use it too.
/// </summary>
/// <remarks>
/// Where it departs from the paper: levels declared by RFC 6464 stand for the signal (see <see cref="SpeechActivity"/>).
/// The relation of dominant speaker and challenger orders all the carried ones, neighbour by neighbour, and the challenge of
/// one who is not carried goes to the last of them. Whoever raises his voice is carried at once while a seat is silent, and
/// only its dominance waits for the paper's decision. To be named at all a speech must have been one for 300 ms within a
/// second, so that a cough in a silent room is heard and takes nobody's place on the stage.
/// </remarks>
/// <param name="seats">Microphones carried at once: a receiver's speech slots and one more, since nobody hears himself.</param>
internal sealed class SpeakerRanking(int seats)
{
    /// <summary>How often the order of those who speak is decided, microseconds.</summary>
    public const long DecisionIntervalUs = 300_000;

    // Longer than between syllables.
    private const long PauseUs = 200_000;

    private readonly Source[] _carried = new Source[seats];
    private readonly List<Source> _speaking = new(seats);
    private int _count;
    private int _active;
    private long _nextDecisionUs;

    /// <summary>The carried microphones in order of importance: who speaks, the dominant one first, then those silent by now.</summary>
    public ReadOnlySpan<Source> Carried => _carried.AsSpan(0, _count);

    /// <summary>Who speaks now; the first is the dominant speaker.</summary>
    public IReadOnlyList<Source> Speaking => _speaking;

    /// <summary>Whether a microphone has a seat.</summary>
    public bool Carries(Source microphone) => IndexOf(microphone) >= 0;

    /// <summary>
    /// Takes over the order another part of the bridge came to, who speaks first; true when <see cref="Carried"/> changed.
    /// What it takes to become or to lose dominance goes on from there.
    /// </summary>
    public bool Follow(ReadOnlySpan<Source> order, long nowUs)
    {
        if (order.Length > seats || Carried.SequenceEqual(order))
        {
            return false;
        }

        Array.Clear(_carried);
        order.CopyTo(_carried);
        (_count, _active) = (order.Length, order.Length);
        Retire(nowUs);
        return true;
    }

    /// <summary>A microphone has sent a voice; true when <see cref="Carried"/> changed.</summary>
    public bool Voice(Source microphone, long nowUs)
    {
        var index = IndexOf(microphone);
        if (index >= 0 && index < _active)
        {
            return false;
        }

        Retire(nowUs);
        if (index < 0)
        {
            if (_count < seats)
            {
                index = _count++;
            }
            else if ((index = SeatFor(microphone, nowUs)) < 0)
            {
                return false;
            }

            _active -= index < _active ? 1 : 0;
            _carried[index] = microphone;
            Move(index, _count - 1);
            index = _count - 1;
        }
        else
        {
            index = IndexOf(microphone);
        }

        Move(index, _active++);
        return true;
    }

    /// <summary>What time changes; true when <see cref="Carried"/> changed. <paramref name="speaking"/>: whether <see cref="Speaking"/> did.</summary>
    public bool Tick(long nowUs, out bool speaking)
    {
        var changed = Retire(nowUs);
        if (nowUs >= _nextDecisionUs)
        {
            _nextDecisionUs = nowUs + DecisionIntervalUs;
            for (var i = _active - 1; i > 0; i--)
            {
                if (Outspeaks(_carried[i], _carried[i - 1], nowUs))
                {
                    Move(i, i - 1);
                    changed = true;
                }
            }
        }

        foreach (var source in Carried)
        {
            source.Loudness.Establish(nowUs);
        }

        speaking = NoteSpeaking();
        return changed;
    }

    /// <summary>The voice of <paramref name="former"/> comes from <paramref name="next"/> from now on.</summary>
    public void Replace(Source former, Source next)
    {
        if (IndexOf(former) is >= 0 and var index)
        {
            _carried[index] = next;
        }

        if (_speaking.IndexOf(former) is >= 0 and var at)
        {
            _speaking[at] = next;
        }
    }

    /// <summary>A microphone is gone or muted; true when <see cref="Carried"/> changed.</summary>
    public bool Remove(Source microphone)
    {
        var index = IndexOf(microphone);
        if (index < 0)
        {
            return false;
        }

        Move(index, _count - 1);
        _carried[--_count] = null!;
        _active -= index < _active ? 1 : 0;
        _speaking.Remove(microphone);
        return true;
    }

    /// <summary>
    /// The seat that a new voice takes: one that is silent; while all speak, the one in the longest pause, though never
    /// the dominant speaker's; else the last one's, if he is outspoken. -1: none.
    /// </summary>
    private int SeatFor(Source microphone, long nowUs)
    {
        if (_active < seats)
        {
            return seats - 1;
        }

        var paused = -1;
        for (var i = 1; i < seats; i++)
        {
            if (nowUs - _carried[i].Loudness.LastVoiceUs >= PauseUs
                && (paused < 0 || _carried[i].Loudness.LastVoiceUs < _carried[paused].Loudness.LastVoiceUs))
            {
                paused = i;
            }
        }

        return paused >= 0 ? paused
            : Outspeaks(microphone, _carried[^1], nowUs) ? seats - 1
            : -1;
    }

    private static bool Outspeaks(Source challenger, Source seated, long nowUs) =>
        challenger.Loudness.Activity.At(nowUs).Outspeaks(seated.Loudness.Activity.At(nowUs));

    /// <summary>Puts those who have fallen silent behind those who speak.</summary>
    private bool Retire(long nowUs)
    {
        var changed = false;
        for (var i = _active - 1; i >= 0; i--)
        {
            if (!_carried[i].Loudness.IsSpeaking(nowUs))
            {
                Move(i, --_active);
                changed = true;
            }
        }

        return changed;
    }

    private bool NoteSpeaking()
    {
        var same = true;
        var count = 0;
        for (var i = 0; i < _active; i++)
        {
            if (_carried[i].Loudness.IsEstablished)
            {
                same &= count < _speaking.Count && ReferenceEquals(_speaking[count], _carried[i]);
                count++;
            }
        }

        if (same && count == _speaking.Count)
        {
            return false;
        }

        _speaking.Clear();
        for (var i = 0; i < _active; i++)
        {
            if (_carried[i].Loudness.IsEstablished)
            {
                _speaking.Add(_carried[i]);
            }
        }

        return true;
    }

    private int IndexOf(Source microphone)
    {
        for (var i = 0; i < _count; i++)
        {
            if (ReferenceEquals(_carried[i], microphone))
            {
                return i;
            }
        }

        return -1;
    }

    private void Move(int from, int to)
    {
        var source = _carried[from];
        if (from > to)
        {
            Array.Copy(_carried, to, _carried, to + 1, from - to);
        }
        else
        {
            Array.Copy(_carried, from + 1, _carried, from, to - from);
        }

        _carried[to] = source;
    }
}
