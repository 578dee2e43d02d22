namespace Cluster.Actors.Meetings;

/// <summary>What a command comes to.</summary>
internal abstract record MeetingDecision
{
    private MeetingDecision()
    {
    }

    /// <summary>These things happen; possibly nothing, when it is already so.</summary>
    public sealed record Accepted(params IReadOnlyList<MeetingEvent> Events) : MeetingDecision;

    /// <summary>Refused, with a code of the protocol.</summary>
    public sealed record Refused(string Code, string Message) : MeetingDecision;

    /// <summary>Who asks is not in this meeting.</summary>
    public sealed record NotIn : MeetingDecision;
}
