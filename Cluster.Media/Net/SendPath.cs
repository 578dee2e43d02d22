namespace Cluster.Media.Net;

/// <summary>
/// Where one endpoint's datagrams go. The port chains what is queued for a path, so that a run of equal size goes out as one
/// (UDP segmentation), and keeps its chain here.
/// </summary>
internal sealed class SendPath
{
    /// <summary>Their destination; none: nothing can be sent yet.</summary>
    public NetAddress To { get; private set; }

    /// <summary>Our address they are sent from; none: the system's choice.</summary>
    public NetAddress From { get; private set; }

    /// <summary>Whether runs may go out as one; not any more once the system refused that for this destination.</summary>
    public bool MaySegment { get; set; } = true;

    /// <summary>The first queued buffer, -1: none. The port's.</summary>
    public int First { get; set; } = -1;

    /// <summary>The last queued buffer. The port's.</summary>
    public int Last { get; set; }

    /// <summary>Changes the addresses; what is queued already goes to the new one.</summary>
    public void Set(in NetAddress to, in NetAddress from)
    {
        (To, From) = (to, from);
        MaySegment = true;
    }
}
