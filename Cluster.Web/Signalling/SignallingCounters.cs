using System.Diagnostics.Metrics;

namespace Cluster.Web.Signalling;

/// <summary>What happened on the signalling sockets, as metrics of the meter <c>Parley.Signalling</c>.</summary>
internal sealed class SignallingCounters
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Parley.Signalling";

    private readonly Counter<long> _messagesIn;
    private readonly Counter<long> _messagesOut;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _upgradesRefused;
    private readonly Counter<long> _closes;

    /// <summary>Counters on a meter of this name.</summary>
    public SignallingCounters(IMeterFactory meters, SocketCensus census)
    {
        var meter = meters.Create(MeterName);
        _messagesIn = meter.CreateCounter<long>("parley.signalling.messages_in", description: "Messages from clients.");
        _messagesOut = meter.CreateCounter<long>("parley.signalling.messages_out", description: "Messages to clients.");
        _refusals = meter.CreateCounter<long>("parley.signalling.refusals", description: "Refusals by code.");
        _upgradesRefused = meter.CreateCounter<long>("parley.signalling.upgrades_refused", description: "Sockets not opened, by code.");
        _closes = meter.CreateCounter<long>("parley.signalling.closes", description: "Sockets closed by the server, by code.");
        meter.CreateObservableGauge("parley.signalling.sockets", () => census.Open, description: "Open sockets.");
    }

    public void MessageIn() => _messagesIn.Add(1);

    public void MessageOut() => _messagesOut.Add(1);

    public void Refused(string code) => _refusals.Add(1, new KeyValuePair<string, object?>("code", code));

    public void UpgradeRefused(string code) => _upgradesRefused.Add(1, new KeyValuePair<string, object?>("code", code));

    public void Closed(string code) => _closes.Add(1, new KeyValuePair<string, object?>("code", code));
}
