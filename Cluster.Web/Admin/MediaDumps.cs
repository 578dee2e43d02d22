using System.Collections.Concurrent;
using System.Globalization;
using Cluster.Actors.Ops;
using Cluster.Media;

namespace Cluster.Web.Admin;

/// <summary>
/// <c>/media/endpoints/N.M/dump</c>: a capture of an endpoint's datagrams as the answer's body; and <c>/media/dumps/ID</c>,
/// where that is ended early and says afterwards how it went.
/// </summary>
internal sealed class MediaDumps
{
    /// <summary>The header of a dump's answer that has its number.</summary>
    public const string NumberHeader = "Parley-Dump";

    private const int RememberedMax = 16;
    private const string ContentType = "application/vnd.tcpdump.pcap";
    private const int SecondsDefault = 30;
    private const long BytesDefault = 64 << 20;

    private readonly ConcurrentDictionary<long, Entry> _entries = new();
    private long _last;

    /// <summary>Its endpoints: a capture holds what people say, so only the node's own socket gives it.</summary>
    public IEnumerable<AdminEndpoint> All() =>
    [
        AdminEndpoint.Stream("/media/endpoints/{endpoint}/dump", AdminScope.Socket, "dumpEndpoint", "A capture of an endpoint's datagrams.", ContentType, WriteAsync)
            .With(("seconds", "For how long, 1 to 3600; 30 unless given."), ("maxBytes", "Of the file, 4096 to 1073741824; 64 MiB unless given."), ("decrypted", "true: RTP and RTCP in the clear.")),
        AdminEndpoint.Get("/media/dumps/{dump}", "showDump", "Waits for a dump's end and says how it went.", AdminJson.Default.AdminDump, call =>
            Find(call).Report.Task.WaitAsync(call.Context.RequestAborted)).For(AdminScope.Socket),
        AdminEndpoint.Do("DELETE", "/media/dumps/{dump}", AdminScope.Socket, "stopDump", "Ends a dump early.", call => Find(call).Stop.CancelAsync()),
    ];

    private async Task WriteAsync(AdminCall call)
    {
        var (context, services) = (call.Context, call.Services);
        services.NeedNode();
        var endpoint = Endpoint(call.Path("endpoint"), services);
        var request = new DumpRequest(
            context.Request.Query["decrypted"] == "true",
            TimeSpan.FromSeconds(call.Number("seconds", SecondsDefault, 1, (long)DumpRequest.DurationMax.TotalSeconds)),
            call.Number("maxBytes", BytesDefault, DumpRequest.LeastBytes, DumpRequest.MostBytes));
        var number = Interlocked.Increment(ref _last);
        var entry = new Entry();
        _entries[number] = entry;
        try
        {
            context.Response.ContentType = ContentType;
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers[NumberHeader] = number.ToString(CultureInfo.InvariantCulture);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(entry.Stop.Token, context.RequestAborted);
            switch (await services.Media.DumpAsync(endpoint, request, context.Response.Body, stop.Token).ConfigureAwait(false))
            {
                case DumpResult.Refused refused:
                    context.Response.Headers.Remove(NumberHeader);
                    throw refused.Code == "dump-out-of-range" ? AdminRefusal.BadRequest(refused.Message) : new AdminRefusal(refused.Code, refused.Message);
                case DumpResult.Written written:
                    entry.Report.TrySetResult(new AdminDump(
                        string.Create(CultureInfo.InvariantCulture, $"{endpoint.Bridge.Number}.{endpoint.Number}"),
                        request.Decrypted, written.Packets, written.Bytes, written.Lost, OpsMedia.Word(written.End)));
                    break;
            }
        }
        finally
        {
            if (!entry.Report.Task.IsCompletedSuccessfully)
            {
                entry.Report.TrySetException(Unknown());
                _ = entry.Report.Task.Exception;
                _entries.TryRemove(number, out _);
            }

            Forget();
        }
    }

    /// <summary>The reports of those that ended longest ago are forgotten.</summary>
    private void Forget()
    {
        foreach (var (number, _) in _entries.Where(entry => entry.Value.Report.Task.IsCompleted).OrderByDescending(entry => entry.Key).Skip(RememberedMax))
        {
            _entries.TryRemove(number, out _);
        }
    }

    private Entry Find(AdminCall call) =>
        long.TryParse(call.Path("dump"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && _entries.TryGetValue(number, out var entry)
            ? entry
            : throw Unknown();

    private static EndpointId Endpoint(string name, AdminServices services)
    {
        var parts = name.Split('.');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var bridge)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? services.Media.ListBridges().FirstOrDefault(each => each.Bridge.Number == bridge) is { } found
                ? new EndpointId(found.Bridge, number)
                : throw new AdminRefusal("endpoint-unknown", $"There is no endpoint {bridge}.{number} on this node: parley media room NAME shows those of a meeting.")
            : throw AdminRefusal.BadRequest("An endpoint is two numbers with a dot between, such as 7.2: parley media room NAME shows those of a meeting.");
    }

    private static AdminRefusal Unknown() => new("dump-unknown", "There is no such dump any more.");

    private sealed class Entry
    {
        public CancellationTokenSource Stop { get; } = new();

        public TaskCompletionSource<AdminDump> Report { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
