using Cluster.Media.Engine.NodeRelays;
using Cluster.Media.Forwarding;
using Cluster.Media.Net;

namespace Cluster.Media.Engine;

/// <summary>
/// Keeps floods from strangers out of a worker's port: once more comes from them than <see cref="MediaSettings.StrangersPerSecondMax"/>,
/// the kernel drops what is not from an address in use, but for checks under a user name of ours, and as many others as that, so
/// that people can still join. It is taken down two seconds after the flood. One worker's.
/// </summary>
internal sealed class Shield(UdpPort port, EndpointTable table, NodeRelayTable relays, DropCounters drops, int strangersPerSecondMax)
{
    private const long WindowUs = 100_000;
    private const int WindowsPerSecond = 10;
    private const int QuietWindows = 2 * WindowsPerSecond;
    private const double ShareAtFirst = 1.0 / 64;
    private const double ShareMin = 1e-6;

    private readonly StrangerFilter _filter = new();
    private readonly int _windowMax = Math.Max(1, strangersPerSecondMax / WindowsPerSecond);
    private long _windowEndUs;
    private long _strangersBefore;
    private long _checksBefore;
    private long _kernelBefore;
    private long _keys;
    private long _namedBefore;
    private double _named;
    private double _others;
    private int _quiet;

    /// <summary>Whether the kernel drops for us now.</summary>
    public bool IsUp { get; private set; }

    /// <summary>How often it went up.</summary>
    public long Raised { get; private set; }

    /// <summary>Datagrams the kernel dropped, at this filter or because the socket's buffer was full.</summary>
    public long KernelDrops { get; private set; }

    /// <summary>Looks at what came. After every batch: at full rate the socket's buffer is full within a few milliseconds.</summary>
    public void Look(long nowUs)
    {
        var strangers = drops.Strangers - _strangersBefore;
        if (!IsUp && strangers > _windowMax && nowUs < _windowEndUs)
        {
            (_named, _others, _quiet) = (1, ShareAtFirst, 0);
            IsUp = TryApply();
            Raised += IsUp ? 1 : 0;
        }
        else if (IsUp && (CutsNamed() || Keys != _keys) && !TryApply())
        {
            Lower();
        }

        if (nowUs >= _windowEndUs)
        {
            Turn(strangers, nowUs);
        }
    }

    private long Keys => table.KeyChanges + relays.KeyChanges;

    /// <summary>A flood under a participant's name cannot wait for the window's end.</summary>
    private bool CutsNamed()
    {
        if (_named <= ShareAtFirst || drops[DropReason.StunUnauthentic] - _namedBefore <= _windowMax)
        {
            return false;
        }

        _named = ShareAtFirst;
        return true;
    }

    private void Turn(long strangers, long nowUs)
    {
        KernelDrops = port.KernelDrops;
        var kernel = KernelDrops - _kernelBefore;
        if (IsUp)
        {
            _quiet = strangers + kernel < _windowMax ? _quiet + 1 : 0;
            if (_quiet >= QuietWindows)
            {
                Lower();
            }
            else
            {
                Adjust();
            }
        }

        (_strangersBefore, _checksBefore, _kernelBefore) = (drops.Strangers, drops.StrangersChecks, KernelDrops);
        _namedBefore = drops[DropReason.StunUnauthentic];
        _windowEndUs = nowUs + WindowUs;
    }

    private void Adjust()
    {
        // Whoever has learnt a participant's user name floods with that: apart from the rest, so that neither shuts out the other.
        var bad = drops[DropReason.StunUnauthentic] - _namedBefore;
        var (named, others) = (Adjusted(_named, bad), Adjusted(_others, drops.StrangersChecks - _checksBefore - bad));
        if (named != _named || others != _others)
        {
            (_named, _others) = (named, others);
            IsUp = TryApply();
        }
    }

    /// <summary>Too many are cut at once, too few doubled.</summary>
    private double Adjusted(double share, long came) =>
        came > _windowMax ? Math.Max(ShareMin, share * _windowMax / came)
        : came < _windowMax / 2 ? Math.Min(1, share * 2)
        : share;

    private bool TryApply()
    {
        _keys = Keys;
        var program = _filter.Build(relays.Count == 0 ? table.Addresses : [.. table.Addresses, .. relays.Addresses.Distinct()], table.Fragments, _named, _others);
        return !program.IsEmpty && port.TryFilter(program);
    }

    private void Lower()
    {
        IsUp = false;
        port.RemoveFilter();
    }
}
