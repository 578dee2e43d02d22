namespace Cluster.Media.Forwarding;

/// <summary>
/// How loud a microphone is, from the level each packet declares (RFC 6464): rises within a few packets, falls slowly,
/// so that a pause between words is not silence.
/// </summary>
internal sealed class Loudness
{
    // Quieter than -55 dBov is a room, not a voice.
    private const int VoiceFloorDb = 127 - 55;
    private const float Rise = 0.4f;
    private const float Fall = 0.05f;
    private const float Steady = 0.02f;

    /// <summary>Smoothed level in dB above the quietest (0 silent … 127 loudest).</summary>
    public float Level { get; private set; }

    /// <summary>The same over about a second of packets: who leads changes by this, not by a syllable.</summary>
    public float SteadyLevel { get; private set; }

    /// <summary>When it was last as loud as a voice, microseconds; 0: never.</summary>
    public long LastVoiceUs { get; private set; }

    /// <summary>When this stretch of speech began, microseconds; 0: not speaking.</summary>
    public long SpeakingSinceUs { get; private set; }

    /// <summary>Notes one packet's level: 0 loudest … 127 silence.</summary>
    public void Note(int level, long nowUs)
    {
        var loud = 127 - level;
        Level += (loud - Level) * (loud > Level ? Rise : Fall);
        SteadyLevel += (loud - SteadyLevel) * Steady;
        if (loud < VoiceFloorDb)
        {
            return;
        }

        LastVoiceUs = nowUs;
        if (SpeakingSinceUs == 0)
        {
            SpeakingSinceUs = nowUs;
        }
    }

    /// <summary>Whether it counts as speaking: a voice within the last <paramref name="holdUs"/>.</summary>
    public bool IsSpeaking(long nowUs, long holdUs)
    {
        if (LastVoiceUs != 0 && nowUs - LastVoiceUs <= holdUs)
        {
            return true;
        }

        SpeakingSinceUs = 0;
        return false;
    }

    /// <summary>Forgets everything: muted.</summary>
    public void Reset() => (Level, SteadyLevel, LastVoiceUs, SpeakingSinceUs) = (0, 0, 0, 0);
}
