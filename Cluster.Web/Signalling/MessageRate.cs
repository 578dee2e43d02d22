namespace Cluster.Web.Signalling;

/// <summary>A token bucket: so many messages a second on average, so many at once after a silence.</summary>
internal sealed class MessageRate(int perSecond, int burst, TimeProvider time)
{
    private double _tokens = burst;
    private long _lastTimestamp = time.GetTimestamp();

    /// <summary>Takes a token; false when there is none.</summary>
    public bool TryTake()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(burst, _tokens + (time.GetElapsedTime(_lastTimestamp, now).TotalSeconds * perSecond));
        _lastTimestamp = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
