namespace Cluster.Media.Forwarding;

/// <summary>
/// How much one microphone has spoken over three spans of time (immediate, medium, long), and how sure that is speech:
/// the measures of "Dominant speaker identification for multipoint videoconferencing" (Volfin and Cohen, 2012).
/// </summary>
/// <remarks>
/// A step is 20 ms. Its immediate activity is 0 … 9. Five steps are a block, whose medium activity is how many of them
/// are active; ten blocks are the long span of one second, whose activity is how many blocks are. Each count is scored by
/// the logarithm of how much likelier it is under speech (binomial) than under silence (exponential), and two speakers are
/// compared by the logarithm of the ratio of their scores. Here the paper's frequency sub-bands, which a bridge cannot see
/// in compressed sound, are steps of the declared level, and the long margin is wider.
/// </remarks>
internal sealed class SpeechActivity
{
    /// <summary>A speech is one from this long activity on (blocks of 100 ms within a second): a cough has two.</summary>
    public const int EstablishedLong = 3;

    private const long StepUs = 20_000;
    private const int StepsPerBlock = 5;
    private const int Blocks = 10;
    private const int Steps = StepsPerBlock * Blocks;
    private const int SubBands = 13;
    private const int ImmediateMax = 9;

    // A step's activity grows by one with every so many dB, from a whisper's level on.
    private const int DbPerSubBand = 5;
    private const int WhisperDb = 57;
    private const int ActiveStepFrom = 2;
    private const int ActiveBlockFrom = 4;

    // The thresholds of the three comparisons are the paper's, but for the long one, which is 0 there: two who speak at once
    // would change places every few seconds.
    private const double ImmediateMargin = 3;
    private const double MediumMargin = 2;
    private const double LongMargin = 0.6;
    private const double ScoreMin = 1e-10;

    private static readonly double[] s_immediate = Scores(SubBands, 0.78);
    private static readonly double[] s_medium = Scores(StepsPerBlock, 24);
    private static readonly double[] s_long = Scores(Blocks, 47);

    private readonly byte[] _steps = new byte[Steps];
    private long _newest;

    /// <summary>Notes the loudness of one packet, in dB above the quietest; 0: no voice. Of several within a step the loudest counts.</summary>
    public void Note(int loudDb, long nowUs)
    {
        var activity = loudDb == 0 ? 0 : Math.Clamp(1 + ((loudDb - WhisperDb) / DbPerSubBand), 1, ImmediateMax);
        var step = nowUs / StepUs;
        if (step > _newest)
        {
            // One missing step is a packet's jitter, more are silence.
            var between = step - _newest == 2 ? Math.Min(_steps[_newest % Steps], (byte)activity) : (byte)0;
            for (var missing = Math.Max(_newest + 1, step - Steps + 1); missing < step; missing++)
            {
                _steps[missing % Steps] = between;
            }

            _newest = step;
            _steps[step % Steps] = 0;
        }

        ref var entry = ref _steps[step % Steps];
        entry = Math.Max(entry, (byte)activity);
    }

    /// <summary>The three activities at an instant.</summary>
    public Activities At(long nowUs)
    {
        var now = nowUs / StepUs;

        // The step under way, and one for the next packet's jitter, are not silence yet.
        var at = now - _newest <= 2 ? _newest : now;
        var latest = 0;
        var activeBlocks = 0;
        for (var block = 0; block < Blocks; block++)
        {
            var activeSteps = 0;
            for (var i = 0; i < StepsPerBlock; i++, at--)
            {
                if (at > 0 && at <= _newest && at > _newest - Steps && _steps[at % Steps] >= ActiveStepFrom)
                {
                    activeSteps++;
                }
            }

            latest = block == 0 ? activeSteps : latest;
            activeBlocks += activeSteps >= ActiveBlockFrom ? 1 : 0;
        }

        return new Activities(now - _newest <= 2 ? _steps[_newest % Steps] : 0, latest, activeBlocks);
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        Array.Clear(_steps);
        _newest = 0;
    }

    /// <summary>Logarithms of the likelihood ratio for 0 to <paramref name="count"/> of <paramref name="count"/> parts being active.</summary>
    private static double[] Scores(int count, double silence)
    {
        var scores = new double[count + 1];
        var logChoose = 0.0;
        for (var active = 0; active <= count; active++)
        {
            var score = logChoose + (count * Math.Log(0.5)) - Math.Log(silence) + (silence * active);
            scores[active] = Math.Max(score, ScoreMin);
            logChoose += active < count ? Math.Log((count - active) / (double)(active + 1)) : 0;
        }

        return scores;
    }

    /// <summary>Activity over the last step, the last block and the last second.</summary>
    internal readonly record struct Activities(int Immediate, int Medium, int Long)
    {
        /// <summary>Whether this one takes the place of <paramref name="other"/>: speaks while that one pauses, and did so more of late.</summary>
        public bool Outspeaks(in Activities other) =>
            Math.Log(s_immediate[Immediate] / s_immediate[other.Immediate]) > ImmediateMargin
            && Math.Log(s_medium[Medium] / s_medium[other.Medium]) > MediumMargin
            && Math.Log(s_long[Long] / s_long[other.Long]) > LongMargin
            && Long >= EstablishedLong;
    }
}
