namespace Cluster.Media.Rtp;

/// <summary>Interarrival jitter of one stream (RFC 3550, 6.4.1 and A.8).</summary>
internal sealed class JitterEstimate(int clockRateHz)
{
    private uint _scaled;
    private uint _transit;
    private bool _begun;

    /// <summary>In units of the stream's clock.</summary>
    public uint Value => _scaled >> 4;

    public void Record(uint timestamp, long arrivalUs)
    {
        var (seconds, restUs) = Math.DivRem(arrivalUs, 1_000_000);
        var transit = unchecked((uint)((seconds * clockRateHz) + (restUs * clockRateHz / 1_000_000)) - timestamp);
        if (_begun)
        {
            // Unsigned, as a stream whose clock jumps has a difference whose magnitude is 2^31.
            var change = unchecked((int)(transit - _transit));
            var difference = change < 0 ? unchecked((uint)-change) : (uint)change;
            _scaled = unchecked(_scaled + difference - ((_scaled + 8) >> 4));
        }

        _transit = transit;
        _begun = true;
    }

    public void Restart()
    {
        _scaled = 0;
        _begun = false;
    }
}
