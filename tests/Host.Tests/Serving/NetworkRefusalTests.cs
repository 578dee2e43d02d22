using System.Net.Sockets;
using Cluster.Host.Configuration;
using Cluster.Host.Serving;

namespace Host.Tests.Serving;

/// <summary>Why an address cannot be had, and how it can.</summary>
public sealed class NetworkRefusalTests
{
    private static readonly Uri[] s_urls = [new("https://[::]:443"), new("http://[::]:80"), new("http://127.0.0.1:8080")];

    [Fact]
    public void A_low_port_without_the_right_names_every_way_to_it()
    {
        var refusal = NetworkRefusal.From(new IOException("no", new SocketException((int)SocketError.AccessDenied)), s_urls)!;
        Assert.Equal(ExitCode.Network, refusal.ExitCode);
        Assert.All(
            ["https://*:443, http://*:80,", "AmbientCapabilities", "setcap", "sysctl", "--urls"],
            word => Assert.Contains(word, refusal.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("8080", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_addresses_the_one_in_use_is_named() => Assert.Contains(
        "listens on http://[::]:80 already",
        NetworkRefusal.From(
            new IOException("Failed to bind to address http://[::]:80: address already in use.", new SocketException((int)SocketError.AddressAlreadyInUse)), s_urls)!.Message,
        StringComparison.Ordinal);

    [Fact]
    public void What_is_about_no_address_is_no_refusal() => Assert.Null(NetworkRefusal.From(new IOException("disk"), s_urls));
}
