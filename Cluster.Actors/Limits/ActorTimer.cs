using Akka.Actor;

namespace Cluster.Actors.Limits;

/// <summary>
/// One alarm of an actor on the clock everything else uses, so that a test turns one clock and not two. Setting it
/// again replaces it; an alarm that was already on its way when it was cancelled is known by its number.
/// </summary>
/// <typeparam name="TAlarm">Tells apart an actor's alarms.</typeparam>
internal sealed class ActorTimer<TAlarm>(TimeProvider time, IActorRef self)
    where TAlarm : struct, Enum
{
    private readonly Dictionary<TAlarm, (long Number, ITimer Timer)> running = [];
    private long last;

    /// <summary>What the actor gets when time is up; ask <see cref="IsDue"/> before acting on it.</summary>
    internal sealed record Rang(TAlarm Alarm, long Number) : INoSerializationVerificationNeeded, INotInfluenceReceiveTimeout;

    /// <summary>Whether the alarm is set.</summary>
    public bool IsRunning(TAlarm alarm) => running.ContainsKey(alarm);

    /// <summary>Sets the alarm.</summary>
    public void Start(TAlarm alarm, TimeSpan due)
    {
        Cancel(alarm);
        var rang = new Rang(alarm, ++last);
        running[alarm] = (last, time.CreateTimer(_ => self.Tell(rang, self), null, due, Timeout.InfiniteTimeSpan));
    }

    /// <summary>Takes the alarm back.</summary>
    public void Cancel(TAlarm alarm)
    {
        if (running.Remove(alarm, out var entry))
        {
            entry.Timer.Dispose();
        }
    }

    /// <summary>Whether this is the alarm that was set last and not taken back. It is over with that.</summary>
    public bool IsDue(Rang rang)
    {
        if (!running.TryGetValue(rang.Alarm, out var entry) || entry.Number != rang.Number)
        {
            return false;
        }

        Cancel(rang.Alarm);
        return true;
    }

    /// <summary>Takes all alarms back: the actor ends.</summary>
    public void Stop()
    {
        foreach (var (_, timer) in running.Values)
        {
            timer.Dispose();
        }

        running.Clear();
    }
}
