namespace Cluster.Media.Rtp;

/// <summary>The client-to-mixer audio level header extension (RFC 6464).</summary>
internal static class AudioLevel
{
    /// <summary>The level of silence.</summary>
    public const int Silence = 127;

    /// <summary>
    /// Reads an extension's value. <paramref name="level"/> is in -dBov: 0 the loudest, 127 silence.
    /// <paramref name="voice"/> is the sender's opinion whether this is speech. False unless the value is one byte.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> extension, out bool voice, out int level)
    {
        if (extension.Length != 1)
        {
            voice = false;
            level = Silence;
            return false;
        }

        voice = (extension[0] & 0x80) != 0;
        level = extension[0] & 0x7f;
        return true;
    }
}
