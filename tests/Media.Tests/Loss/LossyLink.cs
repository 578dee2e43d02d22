namespace Cluster.Media.Tests.Loss;

/// <summary>One direction of a network in virtual time: delay, loss alone or in bursts, jitter that reorders, duplicates; all from a seed.</summary>
internal sealed class LossyLink(int seed, long delayUs, LossModel loss)
{
    private readonly Random _random = new(seed);
    private readonly PriorityQueue<byte[], (long AtUs, long Order)> _queue = new();
    private bool _inBurst;
    private long _changesUs;
    private long _order;

    /// <summary>Datagrams given to it, and of them lost.</summary>
    public (long Sent, long Lost) Counts { get; private set; }

    public void Send(byte[] datagram, long nowUs)
    {
        var lost = IsLost(nowUs);
        Counts = (Counts.Sent + 1, Counts.Lost + (lost ? 1 : 0));
        if (lost)
        {
            return;
        }

        var atUs = nowUs + delayUs + (_random.NextDouble() < loss.Reordered ? _random.Next(2, 20) * 1_000 : 0);
        _queue.Enqueue(datagram, (atUs, _order++));
        if (_random.NextDouble() < loss.Duplicated)
        {
            _queue.Enqueue([.. datagram], (atUs + 1_000, _order++));
        }
    }

    public bool TryReceive(long nowUs, out byte[] datagram)
    {
        datagram = [];
        return _queue.TryPeek(out _, out var due) && due.AtUs <= nowUs && _queue.TryDequeue(out datagram!, out _);
    }

    /// <summary>
    /// Gilbert and Elliott's two states, which last for a time, so that a burst is as long for a direction that carries
    /// little: everything is lost in the bad one, nothing in the good one.
    /// </summary>
    private bool IsLost(long nowUs)
    {
        if (loss.BurstMs == 0)
        {
            return _random.NextDouble() < loss.Share;
        }

        for (_changesUs = _changesUs == 0 ? nowUs : _changesUs; _changesUs <= nowUs;)
        {
            _inBurst = _changesUs != nowUs && !_inBurst;
            var meanUs = 1_000 * (_inBurst ? loss.BurstMs : loss.BurstMs * (1 - loss.Share) / loss.Share);
            _changesUs += 1 + (long)(-Math.Log(1 - _random.NextDouble()) * meanUs);
        }

        return _inBurst;
    }
}

/// <summary>What a link does to packets: the share lost, in bursts of so many milliseconds on average (0: one by one), the shares delayed past others and doubled.</summary>
internal sealed record LossModel(double Share = 0, double BurstMs = 0, double Reordered = 0, double Duplicated = 0)
{
    public static LossModel None { get; } = new();
}
