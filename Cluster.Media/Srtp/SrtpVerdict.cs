namespace Cluster.Media.Srtp;

/// <summary>What became of a protected packet.</summary>
internal enum SrtpVerdict
{
    /// <summary>Authentic, new, and now in the clear.</summary>
    Ok,

    /// <summary>No RTP or RTCP, or too short to be protected.</summary>
    Malformed,

    /// <summary>Received before, or too old to tell.</summary>
    Replayed,

    /// <summary>Its tag is wrong: forged, damaged, or of other keys.</summary>
    Unauthentic,

    /// <summary>Of a new source, when the table is full.</summary>
    TooManySources,
}
