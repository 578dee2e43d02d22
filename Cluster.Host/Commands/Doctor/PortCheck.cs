using System.Net.Sockets;
using System.Net;
using Cluster.Actors;
using Cluster.Host.Commands.Access;
using Cluster.Host.Configuration;

namespace Cluster.Host.Commands.Doctor;

/// <summary>Whether the ports are to be had, or the running node has them.</summary>
internal static class PortCheck
{
    private const int FirstFreePort = 1_024;

    /// <summary>Looks at those for browsers, for other nodes and for media.</summary>
    public static IEnumerable<Finding> Find(NodeSetup setup) =>
    [
        .. setup.Settings.Web.Urls.Where(url => url.Port > 0).SelectMany(url => One(setup, "web-port", "tcp", AddressOf(url), url.Port, $"{url.Scheme}://{Host(url)}:{url.Port}", "--urls")),
        .. setup.Settings.Telemetry.MetricsUrls.Where(url => url.Port > 0).SelectMany(url => One(setup, "metrics-port", "tcp", AddressOf(url), url.Port, $"http://{Host(url)}:{url.Port}", "parley.telemetry.metrics-urls")),
        .. setup.Settings.Actors.NodePort > 0 ? ClusterPort(setup) : [],
        .. setup.Settings.Actors.Roles.Contains(NodeRole.Media) && setup.Settings.Media.Port > 0 ? MediaPorts(setup) : [],
    ];

    private static Finding[] ClusterPort(NodeSetup setup)
    {
        var (host, port) = (setup.Settings.Actors.NodeHost, setup.Settings.Actors.NodePort);
        IPAddress[] addresses;
        try
        {
            addresses = Dns.GetHostAddresses(host);
        }
        catch (SocketException)
        {
            return [Finding.Fail("cluster-port", $"The name {host}, by which other nodes reach this one, has no address.", "Correct --cluster-host, or the DNS.")];
        }

        return One(setup, "cluster-port", "tcp", addresses[0], port, $"{host}:{port} for other nodes", "--cluster-port");
    }

    private static Finding[] MediaPorts(NodeSetup setup)
    {
        var (first, count) = (setup.Settings.Media.Port, setup.Settings.Media.WorkerCount);
        var all = Enumerable.Range(first, count).SelectMany(port => One(setup, "media-port", "udp", IPAddress.IPv6Any, port, $"UDP port {port}", "--media-port")).ToArray();
        // One line where all is well with all of them.
        return count > 1 && all.All(finding => finding.State == CheckState.Ok)
            ? [Finding.Ok("media-port", $"UDP ports {first} to {first + count - 1}{all[0].Text[$"UDP port {first}".Length..].Replace(" is ", " are ", StringComparison.Ordinal)}")]
            : all;
    }

    private static Finding[] One(NodeSetup setup, string check, string protocol, IPAddress address, int port, string what, string flag) => Try(protocol, address, port) switch
    {
        null => [Finding.Ok(check, $"{what} is free.")],
        SocketError.AddressAlreadyInUse => [Taken(setup, check, protocol, port, what, flag)],
        SocketError.AccessDenied => [Finding.Warn(
            check,
            $"This user may not open {what}, because ports below {FirstFreePort} need a right, and so whether it is free is not known.",
            $"Where a service manager gives the right (packaging/parley.service does) all is well; else sysctl net.ipv4.ip_unprivileged_port_start=80, or a port above with {flag}.")],
        SocketError.AddressNotAvailable => [Finding.Fail(check, $"This machine does not have the address of {what}.", $"Choose one of its own with {(check == "cluster-port" ? "--cluster-host" : flag)}.")],
        var other => [Finding.Fail(check, $"{what} cannot be had ({other}).", $"Choose another with {flag}.")],
    };

    private static Finding Taken(NodeSetup setup, string check, string protocol, int port, string what, string flag)
    {
        var owner = PortOwners.Find(protocol, port);
        return owner is { } id && setup.Running?.Processes().Contains(id) == true ? Finding.Ok(check, $"{what} is held by the running node (process {id}).")
            : owner is null && setup.Running is { } node ? Finding.Ok(check, $"{what} is held, it seems by the running node (process {node.Id}): whose it is is not shown to this user.")
            : Finding.Fail(
                check,
                $"{what} is held by {(owner is { } other ? $"another program ({NodeProcess.NameOf(other)}, process {other})" : "another program")}.",
                $"Stop that one, or choose another with {flag}.");
    }

    /// <summary>Opens it for a moment; null: it can be had.</summary>
    private static SocketError? Try(string protocol, IPAddress address, int port)
    {
        var isTcp = protocol == "tcp";
        try
        {
            using var socket = new Socket(address.AddressFamily, isTcp ? SocketType.Stream : SocketType.Dgram, isTcp ? ProtocolType.Tcp : ProtocolType.Udp);
            if (address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            if (isTcp)
            {
                // What is left of old connections is in nobody's way.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }

            socket.Bind(new IPEndPoint(address, port));
            if (isTcp)
            {
                socket.Listen(1);
            }

            return null;
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode;
        }
    }

    private static IPAddress AddressOf(Uri url) => url.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(url.IdnHost);

    private static string Host(Uri url) => ListenUrl.IsEverywhere(url) ? "*" : url.Host;
}
