using Cluster.Media.Forwarding;
using Microsoft.Extensions.Logging;

namespace Cluster.Media.Engine.Dumps;

/// <summary>The dumps of this node that are under way: admitted here, copied by workers, written by threads of the pool.</summary>
internal sealed partial class EndpointDumps(MediaSettings settings, ILogger logger)
{
    private int _underway;

    /// <summary>Writes an endpoint's datagrams until a bound is reached or it is stopped; see <see cref="IMediaPlane.DumpAsync"/>.</summary>
    public async Task<DumpResult> RunAsync(EndpointId endpoint, MediaWorker? worker, DumpRequest request, Stream file, CancellationToken stop)
    {
        if (request.Decrypted && !settings.DumpDecrypted)
        {
            return new DumpResult.Refused(
                "dump-decrypted-off",
                "This node writes no decrypted media: whoever runs it may allow that with parley.media.dump-decrypted = on and a restart.");
        }

        if (request.Duration <= TimeSpan.Zero || request.Duration > DumpRequest.DurationMax
            || request.BytesMax is < DumpRequest.LeastBytes or > DumpRequest.MostBytes)
        {
            return new DumpResult.Refused(
                "dump-out-of-range",
                $"A dump lasts up to {DumpRequest.DurationMax.TotalSeconds:0} s and takes from {DumpRequest.LeastBytes} to {DumpRequest.MostBytes} bytes.");
        }

        if (worker is null)
        {
            return Unknown(endpoint);
        }

        try
        {
            return Interlocked.Increment(ref _underway) > settings.DumpsMax
                ? new DumpResult.Refused("dumps-too-many", $"{settings.DumpsMax} dumps are under way on this node, and more would disturb it: end one first.")
                : await RunAsync(endpoint, worker, new DumpWriter(request, file, settings.DumpRingBytes, worker.Port), stop).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _underway);
        }
    }

    private async Task<DumpResult> RunAsync(EndpointId endpoint, MediaWorker worker, DumpWriter writer, CancellationToken stop)
    {
        var begun = await worker.AskAsync(owner => owner.FindEndpoint(endpoint)?.Transport.TryTap(writer.Tap), null).ConfigureAwait(false);
        if (begun != true)
        {
            return begun is null ? Unknown(endpoint) : new DumpResult.Refused("dump-underway", "There is a dump of this endpoint already: end it first.");
        }

        LogBegun(endpoint.Bridge.Number, endpoint.Number, writer.Tap.Decrypted);
        try
        {
            // Asked in the order of commands: what the worker copied before it let go is in the ring then.
            return await writer.WriteAsync(Detach, stop).ConfigureAwait(false);
        }
        finally
        {
            await Detach().ConfigureAwait(false);
        }

        Task Detach() => worker.AskAsync(owner => owner.FindEndpoint(endpoint)?.Transport.Untap(writer.Tap), null);
    }

    private static DumpResult.Refused Unknown(EndpointId endpoint) =>
        new("endpoint-unknown", $"There is no endpoint {endpoint.Bridge.Number}.{endpoint.Number} on this node: parley media room NAME shows those of a meeting.");

    [LoggerMessage(1301, LogLevel.Warning, "The datagrams of endpoint {Bridge}.{Endpoint} are being dumped, decrypted: {Decrypted}")]
    private partial void LogBegun(long bridge, long endpoint, bool decrypted);
}
