using System.Diagnostics.Tracing;
using System.Globalization;
using System.Runtime;

/// <summary>
/// Loaded into a program that is measured (DOTNET_STARTUP_HOOKS): notes every time that the runtime stopped all threads, and
/// writes them to the file named by PARLEY_BENCH_PAUSES (with .media behind it for the media process, .load for the load generator) as they end: microseconds,
/// the end in Unix time in milliseconds, and of the first how long it took until all threads stood.
/// </summary>
internal static class StartupHook
{
    private static PauseListener? listener;

    public static void Initialize()
    {
        // The variables are those of the load generator, too, which starts the program.
        var program = Path.GetFileName(Environment.ProcessPath);
        var behind = program switch
        {
            "Bench.Load" => ".load",
            "parley" => Environment.GetCommandLineArgs().Contains("media-plane") ? ".media" : "",
            _ => null,
        };
        if (behind is null || Environment.GetEnvironmentVariable("PARLEY_BENCH_PAUSES") is not { Length: > 0 } file)
        {
            return;
        }

        if (Enum.TryParse<GCLatencyMode>(Environment.GetEnvironmentVariable("PARLEY_BENCH_LATENCY"), out var mode))
        {
            GCSettings.LatencyMode = mode;
        }

        listener = new PauseListener(file + behind);
    }

    private sealed class PauseListener : EventListener
    {
        private const EventKeywords Collections = (EventKeywords)1;

        private readonly StreamWriter _file;
        private DateTime _stopped;
        private DateTime _standing;

        public PauseListener(string file) => _file = new StreamWriter(file) { AutoFlush = true };

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            {
                EnableEvents(eventSource, EventLevel.Informational, Collections);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            // The events' own times: they are handed over later.
            if (eventData.EventName?.StartsWith("GCSuspendEEBegin", StringComparison.Ordinal) == true)
            {
                _stopped = eventData.TimeStamp;
            }
            else if (eventData.EventName?.StartsWith("GCSuspendEEEnd", StringComparison.Ordinal) == true)
            {
                _standing = eventData.TimeStamp;
            }
            else if (eventData.EventName?.StartsWith("GCRestartEEEnd", StringComparison.Ordinal) == true && _stopped != default)
            {
                var us = (eventData.TimeStamp - _stopped).TotalMicroseconds;
                _file?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{us:F0} {new DateTimeOffset(eventData.TimeStamp).ToUnixTimeMilliseconds()} {(_standing - _stopped).TotalMicroseconds:F0}"));
                _stopped = default;
            }
        }
    }
}
