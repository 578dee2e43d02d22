namespace Cluster.Media.Rtp;

/// <summary>How much of a stream is kept for answering NACKs.</summary>
/// <param name="TimeUs">Packets older than this are not given out, microseconds.</param>
/// <param name="BytesMax">Bytes of packets kept at most, 16 KiB and more; half of it may be unused while it grows.</param>
internal readonly record struct CacheLimits(long TimeUs, int BytesMax);
