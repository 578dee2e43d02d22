using Cluster.Actors.Serialization;

namespace Cluster.Actors.Policy;

/// <summary>Who may open a room.</summary>
public enum RoomCreation
{
    /// <summary>Anyone.</summary>
    Open,

    /// <summary>Hosts, those with an account; guests who come first wait for one.</summary>
    Authenticated,
}

/// <summary>What happens when the last host has left a meeting that only a host could open.</summary>
public enum WhenHostsLeave
{
    /// <summary>It goes on.</summary>
    Continue,

    /// <summary>It ends for everyone after the grace period, unless a host comes back.</summary>
    End,
}

/// <summary>
/// What holds for all rooms of the server: the configuration's values, and over them those changed at run time, the
/// same on every node.
/// </summary>
/// <param name="HostGrace">From the last host's leaving to the meeting's end, with <see cref="WhenHostsLeave.End"/>.</param>
public sealed record ServerPolicy(RoomCreation Creation, WhenHostsLeave WhenHostsLeave, TimeSpan HostGrace);

/// <summary>Where a setting's value comes from.</summary>
public enum PolicyOrigin
{
    /// <summary>The configuration, or its default.</summary>
    Configuration,

    /// <summary>A change while running, which outlives restarts and wins over the configuration.</summary>
    RunTime,
}

/// <summary>One setting that can be changed while running.</summary>
/// <param name="Key">As in the configuration without <c>parley.</c>, such as <c>rooms.creation</c>.</param>
/// <param name="ChangedAtMs">Unix time in milliseconds; null when it was not changed at run time.</param>
public sealed record PolicySetting(string Key, string Value, PolicyOrigin Origin, long? ChangedAtMs);

/// <summary>What comes of a change of the policy.</summary>
public abstract record PolicyReply : IParleyMessage
{
    private PolicyReply()
    {
    }

    /// <summary>Stored, and told to all nodes; the setting as it is now.</summary>
    public sealed record Changed(PolicySetting Setting) : PolicyReply;

    /// <summary>Refused: <c>setting-unknown</c>, <c>bad-request</c>, <c>storage-unavailable</c>, <c>try-again</c>.</summary>
    public sealed record Refused(string Code, string Message) : PolicyReply;
}
