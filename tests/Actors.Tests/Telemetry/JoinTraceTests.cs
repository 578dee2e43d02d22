using System.Diagnostics;
using Cluster.Actors.Telemetry;

namespace Actors.Tests.Telemetry;

/// <summary>Parts of a trace belong to the part a message names, and to nothing that happens to be current.</summary>
public sealed class JoinTraceTests
{
    [Fact]
    public void Nothing_is_made_while_nobody_listens()
    {
        Assert.Null(JoinTrace.Begin("join", "p"));
        Assert.Null(JoinTrace.Part("room admit", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "p"));
    }

    [Fact]
    public void A_part_has_the_parent_it_is_told_and_ends_once()
    {
        List<Activity> ended = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == JoinTrace.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var other = new Activity("other").Start();
        var root = JoinTrace.Begin("join", "p")!;
        var part = JoinTrace.Part("room admit", root.Id, "p")!;
        Assert.Same(other, Activity.Current);
        Assert.Equal((default, root.SpanId, root.TraceId), (root.ParentSpanId, part.ParentSpanId, part.TraceId));
        Assert.Null(JoinTrace.Part("room admit", null, "p"));
        Assert.Null(JoinTrace.Part("room admit", "no trace", "p"));

        part.Failed("room-full");
        part.Failed("try-again");
        root.Done();
        root.Failed("try-again");
        Assert.Equal([part, root], ended);
        Assert.Equal(("room-full", ActivityStatusCode.Error, ActivityStatusCode.Unset), (part.GetTagItem("parley.refusal"), part.Status, root.Status));
    }
}
