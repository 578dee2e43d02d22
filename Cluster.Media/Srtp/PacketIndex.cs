namespace Cluster.Media.Srtp;

/// <summary>Guesses a packet's 48-bit index from its sequence number and the highest index so far (RFC 3711, 3.3.1 and appendix A).</summary>
internal static class PacketIndex
{
    /// <summary>The greatest index; keys must not be used beyond it.</summary>
    public const long Max = (1L << 48) - 1;

    /// <summary>The index nearest to <paramref name="highest"/> with this sequence number; negative when it would lie before the first.</summary>
    /// <param name="highest">The highest index so far, negative when there is none: the rollover counter then is 0.</param>
    /// <param name="sequence">The packet's sequence number.</param>
    public static long Estimate(long highest, ushort sequence) =>
        highest < 0 ? sequence : highest + unchecked((short)(sequence - (ushort)highest));
}
