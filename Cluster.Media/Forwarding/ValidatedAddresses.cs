using Cluster.Media.Net;

namespace Cluster.Media.Forwarding;

/// <summary>
/// The addresses one endpoint's connectivity checks came from. Bounded: a new one may take the place of one that has been
/// silent for a while, so that a client on a path that renumbers it again and again is not shut out.
/// </summary>
internal sealed class ValidatedAddresses
{
    /// <summary>Addresses at once: a client has one for each of its interfaces and families.</summary>
    public const int AddressesMax = 8;

    /// <summary>Clients check a pair they use every 2.5 to 6 s: without a check for longer it may be replaced.</summary>
    public const long SilentUs = 15_000_000;

    private readonly NetAddress[] _addresses = new NetAddress[AddressesMax];
    private readonly long[] _lastChecksUs = new long[AddressesMax];
    private int _count;

    /// <summary>The addresses.</summary>
    public ReadOnlySpan<NetAddress> All => _addresses.AsSpan(0, _count);

    /// <summary>Whether an address has had no check for <see cref="SilentUs"/>; also of one that is not here.</summary>
    public bool IsSilent(in NetAddress address, long nowUs) =>
        All.IndexOf(address) is var found && (found < 0 || nowUs - _lastChecksUs[found] > SilentUs);

    /// <summary>
    /// Notes a valid check. False: it is one address too many. <paramref name="isNew"/>: it was not here;
    /// <paramref name="replaced"/>: which one it took the place of, none when there was room.
    /// </summary>
    public bool TryNote(in NetAddress address, long nowUs, out bool isNew, out NetAddress replaced)
    {
        replaced = default;
        var at = All.IndexOf(address);
        isNew = at < 0;
        if (isNew && _count < AddressesMax)
        {
            at = _count++;
        }
        else if (isNew)
        {
            at = _lastChecksUs.AsSpan().IndexOf(_lastChecksUs.Min());
            if (nowUs - _lastChecksUs[at] <= SilentUs)
            {
                return false;
            }

            replaced = _addresses[at];
        }

        _addresses[at] = address;
        _lastChecksUs[at] = nowUs;
        return true;
    }
}
