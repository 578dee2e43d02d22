namespace Cluster.Actors.Ops;

/// <summary>What happened on this node and, as this node saw it, in the cluster: the last so many. Safe for all threads.</summary>
/// <param name="max">Events remembered.</param>
internal sealed class ClusterEvents(TimeProvider time, int max = ClusterEvents.Remembered)
{
    /// <summary>Events a node remembers.</summary>
    public const int Remembered = 2_000;

    private readonly Lock gate = new();
    private readonly Queue<Happened> events = [];
    private long last;

    /// <summary>Something happened.</summary>
    /// <param name="own">Every node sees it by itself, and none tells another.</param>
    public void Add(string kind, string room = "", string subject = "", string details = "", bool own = false)
    {
        lock (gate)
        {
            events.Enqueue(new Happened(++last, time.GetUtcNow().ToUnixTimeMilliseconds(), kind, room, subject, details, own));
            if (events.Count > max)
            {
                events.Dequeue();
            }
        }
    }

    /// <summary>What came after the one with this number, at most so many, the oldest first.</summary>
    public IReadOnlyList<Happened> Since(long number, int most, bool withOwn)
    {
        lock (gate)
        {
            // A number from another life of this node: all of them.
            return [.. events.Where(it => (it.Number > number || number > last) && (withOwn || !it.Own)).Take(most)];
        }
    }
}

/// <summary>One event. Persons are ids.</summary>
/// <param name="Kind"><c>room-began</c>, <c>room-ended</c>, <c>joined</c>, <c>left</c>, <c>removed</c>, <c>refused</c>, <c>node-silent</c> and the like.</param>
/// <param name="Subject">A participant's id or a node's address.</param>
/// <param name="Details">The name somebody had in the meeting, a code, or a sentence about a node.</param>
internal sealed record Happened(long Number, long AtMs, string Kind, string Room, string Subject, string Details, bool Own);
