using System.Net.Sockets;
using System.Text.RegularExpressions;
using Cluster.Host.Configuration;
using Microsoft.AspNetCore.Connections;

namespace Cluster.Host.Serving;

/// <summary>Says in words why an address cannot be listened on.</summary>
internal static partial class NetworkRefusal
{
    /// <summary>Ports below it need a right.</summary>
    private const int FirstFreePort = 1_024;

    /// <summary>The refusal for what the web server failed with; null when it is not about an address.</summary>
    public static StartRefusedException? From(Exception fault, IReadOnlyList<Uri> urls)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }:
                    return Refusal($"Another program listens on {Where(fault, urls)} already: stop it, or choose another address with --urls.", fault);
                case SocketException { SocketErrorCode: SocketError.AccessDenied }:
                    return Refusal(Privileged(urls), fault);
                case SocketException { SocketErrorCode: SocketError.AddressNotAvailable }:
                    return Refusal($"This machine does not have the address of {Where(fault, urls)}: choose one of its own with --urls.", fault);
            }
        }

        return null;
    }

    private static string Privileged(IReadOnlyList<Uri> urls)
    {
        var low = urls.Where(url => url.Port is > 0 and < FirstFreePort).ToArray();
        return $"This user may not listen on {Show(low.Length > 0 ? low : urls)}, because ports below {FirstFreePort} need a right: "
            + "under systemd AmbientCapabilities=CAP_NET_BIND_SERVICE gives it (packaging/parley.service has that), "
            + "sysctl net.ipv4.ip_unprivileged_port_start=80 gives it to everybody on this machine, and "
            + "setcap cap_net_bind_service=+ep FILE to one program; or choose ports above with --urls, such as --urls https://*:8443.";
    }

    /// <summary>The one address the server's message names, or all of them.</summary>
    private static string Where(Exception fault, IReadOnlyList<Uri> urls) =>
        BindFailure().Match(fault.Message) is { Success: true } one ? one.Groups["url"].Value : Show(urls);

    private static string Show(IReadOnlyList<Uri> urls) => string.Join(", ", urls.Select(Show));

    /// <summary>As people write it, with its port: this is about ports.</summary>
    private static string Show(Uri url) => $"{url.Scheme}://{(ListenUrl.IsEverywhere(url) ? "*" : url.Host)}:{url.Port}";

    private static StartRefusedException Refusal(string sentence, Exception cause) => new(ExitCode.Network, sentence, cause);

    [GeneratedRegex(@"address (?<url>https?://\S+?)[:.]?(\s|$)")]
    private static partial Regex BindFailure();
}
