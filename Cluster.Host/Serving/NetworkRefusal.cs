using System.Net.Sockets;
using Cluster.Host.Configuration;
using Microsoft.AspNetCore.Connections;

namespace Cluster.Host.Serving;

/// <summary>Says in words why an address cannot be listened on.</summary>
internal static class NetworkRefusal
{
    /// <summary>The refusal for what the web server failed with; null when it is not about an address.</summary>
    public static StartRefusedException? From(Exception fault, IReadOnlyList<Uri> urls)
    {
        var where = string.Join(", ", urls.Select(url => url.GetLeftPart(UriPartial.Authority)));
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }:
                    return Refusal($"Another program listens on {where} already: stop it, or choose another address with --urls.", fault);
                case SocketException { SocketErrorCode: SocketError.AccessDenied }:
                    return Refusal($"This user may not listen on {where}: choose a port above 1023 with --urls.", fault);
                case SocketException { SocketErrorCode: SocketError.AddressNotAvailable }:
                    return Refusal($"This machine does not have the address of {where}: choose one of its own with --urls.", fault);
            }
        }

        return null;
    }

    private static StartRefusedException Refusal(string sentence, Exception cause) => new(ExitCode.Network, sentence, cause);
}
