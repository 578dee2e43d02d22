namespace Cluster.Media.Rtp;

/// <summary>What a packet's sequence number says about it.</summary>
internal enum Arrival
{
    /// <summary>Newer than all before.</summary>
    New,

    /// <summary>Older than the newest, and not seen before: it fills a gap.</summary>
    Reordered,

    /// <summary>Seen before, or so old that nobody can tell.</summary>
    Duplicate,

    /// <summary>The numbering jumped too far to be loss: everything counts from this packet anew.</summary>
    Restarted,
}
