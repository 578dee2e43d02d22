using Cluster.Media.Tests.Forwarding;

namespace Cluster.Media.Tests.Loss;

/// <summary>
/// One camera, one bridge, one viewer, and a network with losses on one leg, in virtual time. Bridge, protection, logs,
/// caches and repairs are the product's own.
/// </summary>
internal sealed class VirtualCall : IDisposable
{
    private readonly Rig _rig = new();
    private readonly RigClient _ann;
    private readonly RigClient _bob;
    private readonly LossyLink _annUp;
    private readonly LossyLink _annDown;
    private readonly LossyLink _bobUp;
    private readonly LossyLink _bobDown;
    private readonly long _baseUs;

    /// <summary>The round trip is that of each leg.</summary>
    public VirtualCall(int seed, int roundTripMs, LossModel up, LossModel down)
    {
        _ann = _rig.Join(1, [SourceKind.Camera]);
        _bob = _rig.Join(2, [], video: 1);
        _bob.View((_ann.Number(SourceKind.Camera), 720));
        var delayUs = roundTripMs * 500L;
        _baseUs = 2 * delayUs;
        _annUp = new LossyLink(seed, delayUs, up);
        _annDown = new LossyLink(seed + 1, delayUs, up with { Reordered = 0, Duplicated = 0 });
        _bobUp = new LossyLink(seed + 2, delayUs, down with { Reordered = 0, Duplicated = 0 });
        _bobDown = new LossyLink(seed + 3, delayUs, down);
        Sender = new VideoSender(_ann);
        Receiver = new VideoReceiver(_bob);
    }

    public VideoSender Sender { get; }

    public VideoReceiver Receiver { get; }

    /// <summary>Datagrams on the way down to the viewer.</summary>
    public (long Sent, long Lost) Down => _bobDown.Counts;

    /// <summary>Sends for so long, then waits for the last repairs.</summary>
    public void Run(int seconds)
    {
        for (var ms = 0; ms < (seconds + 2) * 1_000; ms++)
        {
            if (ms % 33 == 0 && ms < seconds * 1_000)
            {
                Sender.SendFrame(_annUp, _rig.NowUs);
            }

            Deliver();
            _rig.PassMillisecond();
            if (_rig.NowUs % 10_000 == 0)
            {
                Receiver.Tick(_bobUp, _rig.NowUs);
            }
        }
    }

    /// <summary>
    /// What was lost on the way, how much of it came after all, and how late. What was sent before the viewer's first
    /// picture does not count, nor does the last second, behind which nothing comes that would show a gap.
    /// </summary>
    public Repairs Judge()
    {
        var first = Receiver.CameUs.Keys.Min();
        var lateMs = new List<double>();
        var (missing, packets) = (0, 0);
        for (var i = first; i < Sender.SentUs.Count - (30 * VideoSender.PacketsPerFrame); i++)
        {
            packets++;
            if (!Receiver.CameUs.TryGetValue(i, out var cameUs))
            {
                missing++;
            }
            else if (cameUs - Sender.SentUs[i] - _baseUs > 1_000)
            {
                lateMs.Add((cameUs - Sender.SentUs[i] - _baseUs) / 1_000.0);
            }
        }

        lateMs.Sort();
        return new Repairs(packets, lateMs.Count + missing, missing, At(0.5), At(0.95), lateMs.Count == 0 ? 0 : lateMs[^1]);

        double At(double share) => lateMs.Count == 0 ? 0 : lateMs[(int)(share * (lateMs.Count - 1))];
    }

    public void Dispose()
    {
        Sender.Dispose();
        Receiver.Dispose();
        _rig.Dispose();
    }

    private void Deliver()
    {
        while (_annUp.TryReceive(_rig.NowUs, out var datagram))
        {
            _ann.Endpoint.Incoming.Receive(datagram, _rig.NowUs);
        }

        while (_bobUp.TryReceive(_rig.NowUs, out var datagram))
        {
            _bob.Endpoint.Control.Receive(datagram, _rig.NowUs);
        }

        foreach (var (to, bytes) in _rig.TakeSent())
        {
            (to.Equals(_ann.Address) ? _annDown : _bobDown).Send(bytes, _rig.NowUs);
        }

        while (_annDown.TryReceive(_rig.NowUs, out var datagram))
        {
            Sender.Receive(datagram, _annUp, _rig.NowUs);
        }

        while (_bobDown.TryReceive(_rig.NowUs, out var datagram))
        {
            Receiver.Receive(datagram, _rig.NowUs);
        }
    }
}

/// <summary>Packets judged, those not there in time, of them never there, and how late the others came, milliseconds.</summary>
internal sealed record Repairs(int Packets, int Lost, int Missing, double P50Ms, double P95Ms, double MaxMs)
{
    public double Repaired => Lost == 0 ? 1 : 1 - (Missing / (double)Lost);
}
