using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Api;

/// <summary>Where a request comes from, in the forms that bounds and logs use.</summary>
internal static class ClientAddress
{
    /// <summary>One address however it came in: IPv4 in IPv6 is IPv4.</summary>
    public static IPAddress Of(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => IPAddress.None,
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4(),
        { } address => address,
    };

    /// <summary>What counts as one customer: an IPv4 address, or the /64 an IPv6 customer owns.</summary>
    public static IPAddress Customer(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? Prefix(address, 8) : address;

    /// <summary>What a log may say of an address: the /24 or /48, which names a provider's region and not a person.</summary>
    public static string Region(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"{Prefix(address, 6)}/48" : $"{Prefix(address, 3)}/24";

    private static IPAddress Prefix(IPAddress address, int bytesKept)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(bytesKept).Clear();
        return new IPAddress(bytes);
    }
}
