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

    /// <summary>Packets that senders sent, as their numbering says, up to the last report of them.</summary>
    public long PacketsExpected;

    /// <summary>Of those, packets that had not come by the report: some are late, or repaired afterwards.</summary>
    public long PacketsMissing;

    /// <summary>Packets to receivers that they report as lost, those sent again included.</summary>
    public long PacketsLostBeyond;

    /// <summary>Datagrams from other nodes over relays, those that are none not counted.</summary>
    public long RelayPacketsIn;

    /// <summary>Bytes of those.</summary>
    public long RelayBytesIn;

    /// <summary>Datagrams to other nodes over relays.</summary>
    public long RelayPacketsOut;

    /// <summary>Bytes of those.</summary>
    public long RelayBytesOut;

    /// <summary>Datagrams of relays that had not come when a later one did.</summary>
    public long RelayPacketsMissing;

    /// <summary>Of those, datagrams that came after all.</summary>
    public long RelayPacketsLate;
}
