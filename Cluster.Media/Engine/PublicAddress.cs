using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Cluster.Media.Engine;

/// <summary>
/// Learns from a STUN server under which address and port each worker is seen, at start and then again and again: the
/// address may change, and a translator forgets a port that is silent. That nobody answers is a warning, not the end.
/// </summary>
internal sealed partial class PublicAddress(MediaSettings settings, IReadOnlyList<MediaWorker> workers, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _warned;

    /// <summary>Completes when the server has answered, or has not for long enough.</summary>
    public Task First => _first.Task;

    /// <summary>Asks until it is told to stop; <paramref name="learned"/> gets each worker's outer addresses, when they change.</summary>
    public async Task RunAsync(Action<IReadOnlyList<IPEndPoint>[]> learned, CancellationToken stop)
    {
        IReadOnlyList<IPEndPoint>[] known = [.. workers.Select(_ => (IReadOnlyList<IPEndPoint>)[])];
        try
        {
            while (true)
            {
                var seen = await AskAsync(stop).ConfigureAwait(false);
                if (seen.All(list => list.Count == 0))
                {
                    Warn();
                }
                else if (!seen.Zip(known).All(pair => pair.First.SequenceEqual(pair.Second)))
                {
                    (known, _warned) = (seen, false);
                    learned(seen);
                    LogLearned(settings.StunServer, string.Join(", ", seen.SelectMany(list => list)));
                }

                _first.TrySetResult();
                await Task.Delay(settings.StunInterval, time, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _first.TrySetResult();
        }
    }

    private async Task<IReadOnlyList<IPEndPoint>[]> AskAsync(CancellationToken stop)
    {
        var servers = await ResolveAsync(stop).ConfigureAwait(false);
        return await Task.WhenAll(workers.Select(async worker =>
        {
            var answers = await Task.WhenAll(servers.Select(server => worker.AskStunAsync(server, s_patience, time, stop))).ConfigureAwait(false);
            return (IReadOnlyList<IPEndPoint>)[.. answers.OfType<IPEndPoint>().Distinct()];
        })).ConfigureAwait(false);
    }

    /// <summary>The server's first address of each family: we may be translated in one and not in the other.</summary>
    private async Task<IReadOnlyList<IPEndPoint>> ResolveAsync(CancellationToken stop)
    {
        var colon = settings.StunServer.LastIndexOf(':');
        var (host, port) = (settings.StunServer[..colon].Trim('[', ']'), int.Parse(settings.StunServer.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture));
        try
        {
            var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, stop).ConfigureAwait(false);
            return [.. addresses.GroupBy(address => address.AddressFamily).Select(family => new IPEndPoint(family.First(), port))];
        }
        catch (SocketException)
        {
            // Without the name nobody can be asked, which the warning says.
            return [];
        }
    }

    private void Warn()
    {
        if (!_warned)
        {
            _warned = true;
            LogSilent(settings.StunServer);
        }
    }

    [LoggerMessage(1201, LogLevel.Information, "The STUN server {Server} sees this node as {Addresses}")]
    private partial void LogLearned(string server, string addresses);

    [LoggerMessage(1202, LogLevel.Warning, "The STUN server {Server} does not answer, so browsers are told the last addresses known: check parley.media.stun-server and that UDP gets out, or set the address with --media-address. It is asked on")]
    private partial void LogSilent(string server);
}
