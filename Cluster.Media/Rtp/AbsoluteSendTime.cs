namespace Cluster.Media.Rtp;

/// <summary>The abs-send-time header extension: 24 bits, seconds as 6.18 fixed point, wrapping every 64 s.</summary>
internal static class AbsoluteSendTime
{
    /// <summary>Bytes of the extension's value.</summary>
    public const int Bytes = 3;

    private const long WrapUs = 64_000_000;

    /// <summary>The value for a time in microseconds of any clock.</summary>
    public static uint FromMicroseconds(long timeUs)
    {
        var withinUs = timeUs % WrapUs;
        if (withinUs < 0)
        {
            withinUs += WrapUs;
        }

        return (uint)((withinUs << 18) / 1_000_000);
    }

    /// <summary>Microseconds since the last wrap: 0 to 63,999,999.</summary>
    public static long ToMicroseconds(uint value) => ((value & 0xff_ffffL) * 1_000_000) >> 18;

    /// <summary>Writes three bytes; <paramref name="destination"/> must have them.</summary>
    public static void Write(Span<byte> destination, long timeUs)
    {
        var value = FromMicroseconds(timeUs);
        destination[2] = (byte)value;
        destination[1] = (byte)(value >> 8);
        destination[0] = (byte)(value >> 16);
    }

    /// <summary>Reads an extension's value; false unless it is three bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> extension, out uint value)
    {
        value = extension.Length == Bytes ? (uint)((extension[0] << 16) | (extension[1] << 8) | extension[2]) : 0;
        return extension.Length == Bytes;
    }
}
