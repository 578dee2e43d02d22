namespace Cluster.Media.Forwarding;

/// <summary>What a worker did for streams beside forwarding. Written by one worker, read by anyone.</summary>
internal sealed class WorkCounters
{
    /// <summary>Packets that receivers asked for again.</summary>
    public long PacketsAskedOfUs;

    /// <summary>Packets that were sent again.</summary>
    public long PacketsRepeated;

    /// <summary>Packets that senders were asked for again.</summary>
    public long PacketsAskedOfSenders;

    /// <summary>Keyframes that receivers asked for.</summary>
    public long KeyframesAskedOfUs;

    /// <summary>Keyframes that senders were asked for, those requests merged.</summary>
    public long KeyframesAskedOfSenders;
}
