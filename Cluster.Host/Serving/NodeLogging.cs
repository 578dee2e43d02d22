using Cluster.Host.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Cluster.Host.Serving;

/// <summary>Where log lines go and which: to standard error, so that standard output has only what a person asked for.</summary>
internal sealed class NodeLogging : IDisposable
{
    private volatile bool _started;
    private volatile bool _stopping;

    /// <summary>Logging as configured.</summary>
    public NodeLogging(LogLevel minimum, LogFormat format) => Loggers = LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(minimum);
        // Until the node is ready the server logs its own failure to start, stack trace and all; a person gets a sentence.
        // A cluster that forms on a busy machine warns of every part that is not there yet; one that does not form is refused.
        logging.AddFilter((category, level) =>
            level >= minimum
            && (_started || category?.StartsWith("Microsoft.", StringComparison.Ordinal) != true)
            && ((_started && !_stopping) || level >= LogLevel.Error || category?.StartsWith("Akka.", StringComparison.Ordinal) != true));
        logging.AddSimpleConsole(text =>
        {
            text.SingleLine = true;
            text.UseUtcTimestamp = true;
            text.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            text.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.AddJsonConsole(json =>
        {
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        // Each of the two above chose itself; the choice is the setting's.
        logging.AddConsole(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.FormatterName = format == LogFormat.Json ? ConsoleFormatterNames.Json : ConsoleFormatterNames.Simple;
        });
    });

    /// <summary>What everything in the process logs through.</summary>
    public ILoggerFactory Loggers { get; }

    /// <summary>From now on the server's own lines matter.</summary>
    public void Started() => _started = true;

    /// <summary>From now on a cluster of fewer and fewer parts warns of every one that is missing: only faults matter.</summary>
    public void Stopping() => _stopping = true;

    /// <inheritdoc/>
    public void Dispose() => Loggers.Dispose();
}
