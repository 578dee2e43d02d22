namespace Cluster.Media.Codecs;

/// <summary>What is known of Opus without decoding it (RFC 6716, RFC 7587).</summary>
internal static class Opus
{
    /// <summary>The RTP clock, whatever the sampling rate (RFC 7587, 4.1).</summary>
    public const int ClockRateHz = 48_000;

    /// <summary>One 20 ms frame that decodes to silence: what a stream that goes idle should end with.</summary>
    public static ReadOnlySpan<byte> SilenceFrame => [0xf8, 0xff, 0xfe];

    /// <summary>A packet of one empty frame, as discontinuous transmission sends: keeps an idle stream known without being heard.</summary>
    public static ReadOnlySpan<byte> EmptyFrame => [0xf8];
}
