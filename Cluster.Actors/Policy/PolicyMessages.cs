using Cluster.Actors.Serialization;

namespace Cluster.Actors.Policy;

/// <summary>What is asked of the one who keeps the policy.</summary>
internal abstract record PolicyCommand : IParleyMessage
{
    private PolicyCommand()
    {
    }

    /// <summary>What was changed at run time? Answered by <see cref="PolicyRecord"/>.</summary>
    public sealed record Get : PolicyCommand;

    /// <summary>Change a setting: answered by <see cref="PolicyRecord"/> once it is stored, or <see cref="PolicyReply.Refused"/>.</summary>
    public sealed record Set(string Key, string Value) : PolicyCommand;

    /// <summary>Back to the configuration's value: answered like <see cref="Set"/>.</summary>
    public sealed record Reset(string Key) : PolicyCommand;
}

/// <summary>What happened to the policy, as the journal keeps it.</summary>
internal abstract record PolicyEvent : IParleyMessage
{
    private PolicyEvent()
    {
    }

    /// <summary>A setting has another value.</summary>
    public sealed record Changed(long AtMs, string Key, string Value) : PolicyEvent;

    /// <summary>A setting is the configuration's again.</summary>
    public sealed record Reset(long AtMs, string Key) : PolicyEvent;
}
