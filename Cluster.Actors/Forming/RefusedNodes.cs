using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Cluster.Actors.Forming;

/// <summary>Who was refused at the port on which nodes talk: each address is logged once, however often it tries.</summary>
internal sealed partial class RefusedNodes(ILogger log)
{
    private const int AddressesMax = 1_000;

    private readonly ConcurrentDictionary<string, bool> addresses = new(StringComparer.Ordinal);

    /// <summary>Somebody is refused.</summary>
    /// <param name="peer">Its address, as the transport writes it; the port changes with every try.</param>
    /// <param name="why">A clause.</param>
    public void Add(string peer, string why)
    {
        var address = AddressOf(peer);
        if (addresses.Count < AddressesMax && addresses.TryAdd(address, true))
        {
            Refused(log, address, why);
        }
    }

    private static string AddressOf(string peer)
    {
        var text = peer.TrimStart('/');
        var colon = text.LastIndexOf(':');
        return (colon > 0 ? text[..colon] : text).Trim('[', ']').Replace("::ffff:", "", StringComparison.Ordinal);
    }

    [LoggerMessage(EventId = 2401, Level = LogLevel.Warning, Message = "A node at {Address} is refused: {Why}. This is said once for each address.")]
    private static partial void Refused(ILogger log, string address, string why);
}
