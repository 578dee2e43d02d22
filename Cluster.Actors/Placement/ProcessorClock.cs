namespace Cluster.Actors.Placement;

/// <summary>Reads the processor time that this process has used so far, all threads together; a media process of its own says its time itself.</summary>
public sealed class ProcessorClock(Func<TimeSpan> read)
{
    /// <summary>This process's own.</summary>
    public static ProcessorClock OfThisProcess { get; } = new(() => Environment.CpuUsage.TotalTime);

    /// <summary>Used so far.</summary>
    public TimeSpan Read() => read();
}
