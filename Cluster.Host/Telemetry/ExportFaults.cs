using System.Diagnostics.Tracing;
using Microsoft.Extensions.Logging;

namespace Cluster.Host.Telemetry;

/// <summary>Says in the node's log that a collector does not take what it is sent, at most once in ten minutes: the exporter itself is silent.</summary>
internal sealed partial class ExportFaults : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";
    private static readonly TimeSpan s_quiet = TimeSpan.FromMinutes(10);

    // Sources are told of before the constructor has run.
    private readonly ILogger? _log;
    private readonly Uri? _endpoint;
    private long _saidAt;

    public ExportFaults(ILogger log, Uri endpoint)
    {
        (_log, _endpoint) = (log, endpoint);
        foreach (var source in EventSource.GetSources())
        {
            OnEventSourceCreated(source);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (_log is not null && eventSource.Name == Exporter)
        {
            EnableEvents(eventSource, EventLevel.Warning);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        var (said, now) = (Volatile.Read(ref _saidAt), Environment.TickCount64 + 1);
        if (_log is not null && (said == 0 || now - said > s_quiet.TotalMilliseconds) && Interlocked.CompareExchange(ref _saidAt, now, said) == said)
        {
            LogFault(_log, _endpoint!, string.Join(", ", eventData.Payload?.Select(part => part?.ToString()?.Split('\n')[0].Trim()) ?? []));
        }
    }

    [LoggerMessage(3201, LogLevel.Warning, "The collector of parley.telemetry.otlp at {Endpoint} does not take metrics or traces; what it missed is lost ({Reason})")]
    private static partial void LogFault(ILogger log, Uri endpoint, string reason);
}
