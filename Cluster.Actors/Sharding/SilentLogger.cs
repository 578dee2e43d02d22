using Akka.Event;

namespace Cluster.Actors.Sharding;

/// <summary>
/// Stands for the logger the engine writes to standard output with before and after the real ones are there: standard
/// output is what a person asked for, and what goes wrong at a start is thrown, not only logged.
/// </summary>
public sealed class SilentLogger : MinimalLogger
{
    /// <inheritdoc/>
    protected override void Log(object message)
    {
    }
}
