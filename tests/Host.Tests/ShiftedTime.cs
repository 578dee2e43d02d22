namespace Host.Tests;

/// <summary>The real clock, shifted: for what waits in real time and decides by dates.</summary>
internal sealed class ShiftedTime(TimeSpan by) : TimeProvider
{
    public TimeSpan By { get; set; } = by;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + By;
}
