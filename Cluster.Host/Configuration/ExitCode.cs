namespace Cluster.Host.Configuration;

/// <summary>What the process ends with; scripts and service managers may rely on the numbers.</summary>
public enum ExitCode
{
    /// <summary>It did what was asked, or was stopped by a signal.</summary>
    Done = 0,

    /// <summary>A fault nobody foresaw.</summary>
    Fault = 1,

    /// <summary>The command line, the configuration file or a setting is wrong.</summary>
    Configuration = 2,

    /// <summary>A TCP or UDP port or an address cannot be had.</summary>
    Network = 3,

    /// <summary>The data directory cannot be used.</summary>
    Data = 4,

    /// <summary>No node is running that could do it, or it takes no commands now.</summary>
    NoNode = 5,

    /// <summary>It was understood and refused: an unknown account, a login that is taken, a password that is too short.</summary>
    Refused = 6,

    /// <summary>The database does not answer, or nobody did in time: the same may succeed later.</summary>
    Storage = 7,

    /// <summary>The cluster does not let this node in, or no node of it can be reached.</summary>
    Cluster = 8,

    /// <summary>The cluster goes on without this node: it was cut off, stopped or too slow. Started again, it joins.</summary>
    Downed = 9,

    /// <summary>Something that a node needs is not as it must be: <c>parley doctor</c> says what.</summary>
    Unfit = 10,

    /// <summary>Done, but for a part that this program cannot do, which it says: a backup beside PostgreSQL, which has its own.</summary>
    Partly = 11,
}
