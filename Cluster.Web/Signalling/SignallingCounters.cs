using System.Diagnostics.Metrics;
using Cluster.Actors.Telemetry;

namespace Cluster.Web.Signalling;

/// <summary>What happened on the signalling sockets, as metrics of the meter <c>Parley.Signalling</c> (docs/metrics.md).</summary>
internal sealed class SignallingCounters
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Parley.Signalling";

    private static readonly KeyValuePair<string, object?> s_in = new("direction", "in");
    private static readonly KeyValuePair<string, object?> s_out = new("direction", "out");

    private readonly BoundedWords _codes = new(128);
    private readonly Counter<long> _messages;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _upgradesRefused;
    private readonly Counter<long> _closes;
    private readonly Counter<long> _joins;
    private readonly Counter<long> _resumes;
    private readonly Histogram<double> _joinDurations;

    /// <summary>Counters on a meter of this name.</summary>
    public SignallingCounters(IMeterFactory meters, SocketCensus census)
    {
        var meter = meters.Create(MeterName);
        _messages = meter.CreateCounter<long>("parley.signalling.messages", "{message}", "Messages from and to clients");
        _refusals = meter.CreateCounter<long>("parley.signalling.refusals", "{refusal}", "Requests and messages refused, by code");
        _upgradesRefused = meter.CreateCounter<long>("parley.signalling.upgrades.refused", "{socket}", "Sockets not opened, by code");
        _closes = meter.CreateCounter<long>("parley.signalling.closes", "{socket}", "Sockets closed by the server, by code");
        _joins = meter.CreateCounter<long>("parley.joins", "{join}", "Joins by how they ended: joined, or the code they were refused with");
        _resumes = meter.CreateCounter<long>("parley.resumes", "{resume}", "Clients that came back with a new socket, by how that ended");
        _joinDurations = meter.CreateHistogram(
            "parley.join.duration", "s", "From a join to its answer, of those that were let in without waiting for a host", tags: null, Buckets.Waiting);
        // What has not happened yet is nought, and not unknown.
        _joins.Add(0, Outcome("joined"));
        _resumes.Add(0, Outcome("resumed"));
        meter.CreateObservableUpDownCounter("parley.signalling.sockets", () => census.Open, "{socket}", "Open sockets");
    }

    public void MessageIn() => _messages.Add(1, s_in);

    public void MessageOut() => _messages.Add(1, s_out);

    public void Refused(string code) => _refusals.Add(1, Code(code));

    public void UpgradeRefused(string code) => _upgradesRefused.Add(1, Code(code));

    public void Closed(string code) => _closes.Add(1, Code(code));

    /// <summary>A join or resumption has its answer.</summary>
    /// <param name="refusal">Null: it is in.</param>
    /// <param name="took">Null: it waited for a person.</param>
    public void Entered(bool resumed, string? refusal, TimeSpan? took)
    {
        (resumed ? _resumes : _joins).Add(1, Outcome(refusal ?? (resumed ? "resumed" : "joined")));
        if (!resumed && refusal is null && took is { } duration)
        {
            _joinDurations.Record(duration.TotalSeconds);
        }
    }

    private KeyValuePair<string, object?> Outcome(string word) => new("outcome", _codes.Of(word));

    private KeyValuePair<string, object?> Code(string code) => new("code", _codes.Of(code));
}
