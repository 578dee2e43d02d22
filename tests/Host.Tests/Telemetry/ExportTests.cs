using Cluster.Actors.Telemetry;
using Cluster.Host.Telemetry;
using Microsoft.Extensions.Logging;

namespace Host.Tests.Telemetry;

/// <summary>What goes to a collector, and what is said when it does not take it.</summary>
public sealed class ExportTests
{
    [Fact]
    public async Task Over_gRPC_a_collector_gets_the_same_when_the_node_ends_at_the_latest()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        using (NodeTelemetry.Start(new TelemetrySettings { Otlp = To(collector.GrpcUrl, OtlpTransport.Grpc) }, "a-node", LoggerFactory.Create(_ => { })))
        {
            JoinTrace.Begin("join", "of-this-test").Done();
        }

        await collector.UntilAsync("a span and metrics", (spans, metrics) =>
            metrics.Contains("dotnet.process.cpu.time") && spans.Any(span => span.Attributes.GetValueOrDefault("parley.participant") == "of-this-test") ? metrics : null);
    }

    [Fact]
    public void Of_no_joins_there_are_no_traces()
    {
        using var telemetry = NodeTelemetry.Start(
            new TelemetrySettings { Otlp = To("http://127.0.0.1:9", OtlpTransport.Http) with { Metrics = false, TracesPercent = 0 } }, "a-node", LoggerFactory.Create(_ => { }));
        using var span = JoinTrace.Begin("join", "of-this-test");
        Assert.False(span?.Recorded ?? false);
        Assert.False(JoinTrace.Part("room admit", span?.Id, "of-this-test")?.Recorded ?? false);
    }

    [Fact]
    public void A_collector_that_is_not_there_is_said_once_and_does_not_hold_up_the_end()
    {
        var port = MeasuredNode.FreePort();
        var lines = new Lines();
        var began = Environment.TickCount64;
        using (NodeTelemetry.Start(new TelemetrySettings { Otlp = To($"http://127.0.0.1:{port}", OtlpTransport.Http) }, "a-node", LoggerFactory.Create(logging => logging.AddProvider(lines))))
        {
            JoinTrace.Begin("join", "of-this-test").Done();
        }

        Assert.InRange(Environment.TickCount64 - began, 0, 20_000);
        Assert.Contains($"http://127.0.0.1:{port}/ does not take metrics or traces", Assert.Single(lines.All), StringComparison.Ordinal);
    }

    private static OtlpSettings To(string url, OtlpTransport transport) =>
        new(new Uri(url), transport, [], Metrics: true, Traces: true, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(2), TracesPercent: 100);

    /// <summary>Keeps lines of the log.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly Lock _gate = new();
        private readonly List<string> _all = [];

        public IReadOnlyList<string> All
        {
            get
            {
                lock (_gate)
                {
                    return [.. _all];
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_gate)
            {
                _all.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
