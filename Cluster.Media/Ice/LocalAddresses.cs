using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Cluster.Media.Ice;

/// <summary>The machine's own addresses a client might reach, best first.</summary>
internal static class LocalAddresses
{
    /// <summary>Addresses advertised at most: each is a candidate every client checks.</summary>
    public const int AddressesMax = 24;

    /// <summary>
    /// Every usable unicast address of the interfaces that are up: global IPv4, global IPv6, private ones, loopback; of a
    /// kind first the one on the default route, because the others may be of bridges to containers. Empty when the system will not say.
    /// </summary>
    /// <param name="includeLoopback">Also 127.0.0.1 and ::1: a browser on this machine may reach nothing else.</param>
    public static IReadOnlyList<IPAddress> Detect(bool includeLoopback)
    {
        List<IPAddress> found = [.. DefaultRoute.Sources()];
        try
        {
            foreach (NetworkInterface network in NetworkInterface.GetAllNetworkInterfaces())
            {
                if (network.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
                {
                    found.AddRange(network.GetIPProperties().UnicastAddresses.Select(unicast => unicast.Address));
                }
            }
        }
        catch (NetworkInformationException)
        {
            // A system without an interface list (a tight sandbox) leaves the settings as the only source.
            found.Clear();
        }

        return Order(found, includeLoopback);
    }

    /// <summary>Drops what no client can use and puts the rest in order; the system's order decides within a class.</summary>
    internal static IReadOnlyList<IPAddress> Order(IEnumerable<IPAddress> addresses, bool includeLoopback)
    {
        IPAddress[] ranked = [.. addresses
            .Where(address => Rank(address) < Ranks.Loopback)
            .Select(address => address.AddressFamily == AddressFamily.InterNetworkV6
                ? new IPAddress(address.GetAddressBytes())
                : address)
            .Distinct()
            .OrderBy(Rank)
            .Take(AddressesMax)];
        if (!includeLoopback)
        {
            return ranked;
        }

        IEnumerable<IPAddress> loopback = addresses
            .Where(address => address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.IPv6Loopback))
            .Distinct()
            .OrderBy(address => address.AddressFamily == AddressFamily.InterNetworkV6);
        return [.. ranked, .. loopback];
    }

    private static Ranks Rank(IPAddress address)
    {
        if (IPAddress.IsLoopback(address))
        {
            return Ranks.Loopback;
        }

        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => RankIPv4(address.GetAddressBytes()),
            AddressFamily.InterNetworkV6 => RankIPv6(address),
            _ => Ranks.Unusable,
        };
    }

    private static Ranks RankIPv4(byte[] a) => a switch
    {
        [0, ..] or [>= 224, ..] or [169, 254, ..] => Ranks.Unusable,
        [10, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..] or [100, >= 64 and <= 127, ..] => Ranks.Private,
        _ => Ranks.GlobalIPv4,
    };

    private static Ranks RankIPv6(IPAddress address)
    {
        if (address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.IsIPv6SiteLocal
            || address.IsIPv4MappedToIPv6 || address.Equals(IPAddress.IPv6Any))
        {
            return Ranks.Unusable;
        }

        return address.IsIPv6UniqueLocal ? Ranks.Private : Ranks.GlobalIPv6;
    }

    /// <summary>In the order of preference.</summary>
    private enum Ranks
    {
        GlobalIPv4,
        GlobalIPv6,
        Private,
        Loopback,
        Unusable,
    }
}
