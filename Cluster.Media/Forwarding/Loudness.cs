using Cluster.Media.Rtp;

namespace Cluster.Media.Forwarding;

/// <summary>
/// Tells voice from silence in one microphone by the level each packet declares (RFC 6464), against the noise of its own
/// room: a soft voice in a quiet room is heard, a fan is not.
/// </summary>
internal sealed class Loudness
{
    /// <summary>A voice this long ago still counts as speaking, microseconds: a pause between words is not silence.</summary>
    public const long HoldUs = 800_000;

    /// <summary>What a packet without a declared level is taken for, in -dBov: a voice of middling strength.</summary>
    public const int UndeclaredLevel = 40;

    /// <summary>Opus packets up to this size carry silence (discontinuous transmission, RFC 6716 section 2.1.9).</summary>
    public const int SilentPayloadBytesMax = 3;

    // In dB above the quietest level (0 silence … 127 loudest). This loud is a voice whatever the room,
    private const int SurelyVoiceDb = AudioLevel.Silence - 50;

    // this quiet never is,
    private const int SurelySilenceDb = AudioLevel.Silence - 75;

    // and between them a voice is that much above the room's noise.
    private const float AboveNoiseDb = 10;

    // The noise is followed down at once and up by 3 dB a second of packets of 20 ms.
    private const float NoiseRiseDb = 0.06f;

    private float _noiseDb = AudioLevel.Silence;

    /// <summary>What the packets of the last second say about speech.</summary>
    public SpeechActivity Activity { get; } = new();

    /// <summary>When it was last as loud as a voice, microseconds; 0: never.</summary>
    public long LastVoiceUs { get; private set; }

    /// <summary>Whether this stretch of speech has lasted long enough to be one: not a cough, not a click.</summary>
    public bool IsEstablished { get; private set; }

    /// <summary>Notes one packet's level: 0 loudest … 127 silence. True when it is a voice.</summary>
    public bool Note(int level, long nowUs)
    {
        var loudDb = AudioLevel.Silence - level;
        _noiseDb = Math.Min(loudDb, _noiseDb + NoiseRiseDb);
        var isVoice = loudDb >= SurelyVoiceDb || (loudDb >= SurelySilenceDb && loudDb >= _noiseDb + AboveNoiseDb);
        Activity.Note(isVoice ? loudDb : 0, nowUs);
        if (isVoice)
        {
            LastVoiceUs = nowUs;
        }

        return isVoice;
    }

    /// <summary>Whether it counts as speaking: a voice within <see cref="HoldUs"/>.</summary>
    public bool IsSpeaking(long nowUs) => LastVoiceUs != 0 && nowUs - LastVoiceUs <= HoldUs;

    /// <summary>Looks whether this is a speech by now, or is one no more.</summary>
    public void Establish(long nowUs) =>
        IsEstablished = IsSpeaking(nowUs) && (IsEstablished || Activity.At(nowUs).Long >= SpeechActivity.EstablishedLong);

    /// <summary>Forgets everything: muted.</summary>
    public void Reset()
    {
        (_noiseDb, LastVoiceUs, IsEstablished) = (AudioLevel.Silence, 0, false);
        Activity.Reset();
    }
}
