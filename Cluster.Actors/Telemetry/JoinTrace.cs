using System.Diagnostics;

namespace Cluster.Actors.Telemetry;

/// <summary>
/// The trace of a join: from the web's edge to the participant, its room, its bridge, until media flows. Its parts are on several
/// nodes, and say in a message which part they belong to (the <c>traceparent</c> of W3C Trace Context). Nothing is made while
/// nobody listens.
/// </summary>
/// <remarks>Spans know no names, rooms or addresses: only the participant's id, which logs have, too, and which nobody has twice.</remarks>
public static class JoinTrace
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "Parley.Join";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the trace.</summary>
    public static Activity? Begin(string name, string participant) => Start(name, ActivityKind.Server, default, participant);

    /// <summary>Begins a part of the trace that <paramref name="parent"/> says; null where it says none.</summary>
    public static Activity? Part(string name, string? parent, string participant) =>
        ActivityContext.TryParse(parent, null, isRemote: true, out var context) ? Start(name, ActivityKind.Internal, context, participant) : null;

    /// <summary>Ends it, well.</summary>
    public static void Done(this Activity? span) => span?.Dispose();

    /// <summary>Ends it with the code it failed with.</summary>
    public static void Failed(this Activity? span, string code)
    {
        if (span is { IsStopped: false })
        {
            span.SetTag("parley.refusal", code).SetStatus(ActivityStatusCode.Error, code).Dispose();
        }
    }

    // An actor's messages are no call chain: what was current stays so.
    private static Activity? Start(string name, ActivityKind kind, ActivityContext parent, string participant)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var current = Activity.Current;
        try
        {
            Activity.Current = null;
            return Source.StartActivity(name, kind, parent)?.SetTag("parley.participant", participant);
        }
        finally
        {
            Activity.Current = current;
        }
    }
}
