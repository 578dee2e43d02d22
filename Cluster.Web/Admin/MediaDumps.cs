using System.Collections.Concurrent;
using System.Globalization;
using Cluster.Media;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Web.Admin;

/// <summary>
/// <c>/media/endpoints/N.M/dump</c>: a capture of an endpoint's datagrams as the answer's body; and <c>/media/dumps/ID</c>,
/// where that is ended early and says afterwards how it went.
/// </summary>
internal sealed class MediaDumps(AdminServices services)
{
    /// <summary>The header of a dump's answer that has its number.</summary>
    public const string NumberHeader = "Parley-Dump";

    private const int RememberedMax = 16;
    private const string ContentType = "application/vnd.tcpdump.pcap";
    private const int SecondsDefault = 30;
    private const long BytesDefault = 64 << 20;

    private readonly ConcurrentDictionary<long, Entry> _entries = new();
    private long _last;

    /// <summary>Maps it.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Map("GET", "/media/endpoints/{endpoint}/dump", WriteAsync);
        routes.Map("GET", "/media/dumps/{dump}", async context => await context.AnswerAsync(
            await Find(context).Report.Task.WaitAsync(context.RequestAborted).ConfigureAwait(false), AdminJson.Default.AdminDump).ConfigureAwait(false));
        routes.Map("DELETE", "/media/dumps/{dump}", async context =>
        {
            await Find(context).Stop.CancelAsync().ConfigureAwait(false);
            await context.DoneAsync().ConfigureAwait(false);
        });
    }

    private async Task WriteAsync(HttpContext context)
    {
        services.NeedNode();
        var endpoint = Endpoint(context.NameInPath(depth: 2));
        var request = new DumpRequest(
            context.Request.Query["decrypted"] == "true",
            TimeSpan.FromSeconds(Number(context, "seconds", SecondsDefault, (long)DumpRequest.DurationMax.TotalSeconds, min: 1)),
            Number(context, "maxBytes", BytesDefault, DumpRequest.MostBytes, DumpRequest.LeastBytes));
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
                        request.Decrypted, written.Packets, written.Bytes, written.Lost, MediaAnswers.Word(written.End)));
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

    private Entry Find(HttpContext context) =>
        long.TryParse(context.NameInPath(depth: 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && _entries.TryGetValue(number, out var entry)
            ? entry
            : throw Unknown();

    private EndpointId Endpoint(string name)
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

    private static long Number(HttpContext context, string name, long whenMissing, long max, long min)
    {
        var text = context.Request.Query[name].ToString();
        return text.Length == 0 ? whenMissing
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value
            : throw AdminRefusal.BadRequest($"{name} is a whole number from {min} to {max}.");
    }

    private static AdminRefusal Unknown() => new("dump-unknown", "There is no such dump any more.");

    private sealed class Entry
    {
        public CancellationTokenSource Stop { get; } = new();

        public TaskCompletionSource<AdminDump> Report { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
