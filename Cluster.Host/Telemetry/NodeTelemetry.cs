using Cluster.Actors.Telemetry;
using Cluster.Host.Commands;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cluster.Host.Telemetry;

/// <summary>
/// Collects the meters of this process for <c>/metrics</c>, and sends them and the traces of joins to a collector where one is set. It
/// begins before all that is measured, because what happened before is not counted.
/// </summary>
internal sealed class NodeTelemetry : IDisposable
{
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel";
    private const int EndPatienceMs = 2_000;

    private readonly TracerProvider? _traces;
    private readonly ExportFaults? _faults;

    private NodeTelemetry(MeterProvider metrics, TracerProvider? traces, ExportFaults? faults) => (Metrics, _traces, _faults) = (metrics, traces, faults);

    /// <summary>The meters, with an exporter for Prometheus.</summary>
    public MeterProvider Metrics { get; }

    /// <summary>Begins.</summary>
    /// <param name="nodeId">What tells this node from others, also after a restart.</param>
    public static NodeTelemetry Start(TelemetrySettings settings, string nodeId, ILoggerFactory loggers)
    {
        var otlp = settings.Otlp;
        var faults = otlp is null ? null : new ExportFaults(loggers.CreateLogger<NodeTelemetry>(), otlp.Endpoint);
        return new NodeTelemetry(
            Measure(Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe), otlp is { Metrics: true } ? otlp : null).Build(),
            otlp is { Traces: true }
                ? Sdk.CreateTracerProviderBuilder()
                    .ConfigureResource(Describe)
                    .AddSource(JoinTrace.SourceName)
                    .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(otlp.TracesPercent / 100.0)))
                    .AddOtlpExporter(options => Aim(options, otlp, "v1/traces"))
                    .Build()
                : null,
            faults);

        // The environment has no say: the configuration has one source.
        void Describe(ResourceBuilder resource) => resource.Clear().AddService("parley", serviceVersion: ParleyCommand.Version, autoGenerateServiceInstanceId: false, serviceInstanceId: nodeId);
    }

    /// <summary>Sends what is left, for a moment, and ends.</summary>
    public void Dispose()
    {
        _traces?.Shutdown(EndPatienceMs);
        Metrics.Shutdown(EndPatienceMs);
        _traces?.Dispose();
        Metrics.Dispose();
        _faults?.Dispose();
    }

    private static MeterProviderBuilder Measure(MeterProviderBuilder metrics, OtlpSettings? otlp)
    {
        metrics
            .AddMeter("Parley.*", "System.Runtime", "Microsoft.AspNetCore.Hosting", Kestrel)
            // Addresses, versions and the like are no series of their own.
            .AddView("http.server.*", new MetricStreamConfiguration { TagKeys = ["http.request.method", "http.route", "http.response.status_code"] })
            .AddView("dotnet.exceptions", new MetricStreamConfiguration { TagKeys = [] })
            .AddView(instrument => instrument.Meter.Name != Kestrel ? null
                : instrument.Name.EndsWith(".duration", StringComparison.Ordinal) ? MetricStreamConfiguration.Drop
                : new MetricStreamConfiguration { TagKeys = [] })
            .AddPrometheusExporter(options => options.ScopeInfoEnabled = false);
        return otlp is null ? metrics : metrics.AddOtlpExporter((options, reader) =>
        {
            Aim(options, otlp, "v1/metrics");
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)otlp.Interval.TotalMilliseconds;
            reader.PeriodicExportingMetricReaderOptions.ExportTimeoutMilliseconds = (int)otlp.Timeout.TotalMilliseconds;
        });
    }

    private static void Aim(OtlpExporterOptions options, OtlpSettings otlp, string path)
    {
        options.Protocol = otlp.Protocol == OtlpTransport.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = otlp.Protocol == OtlpTransport.Grpc ? otlp.Endpoint : new Uri($"{otlp.Endpoint.AbsoluteUri.TrimEnd('/')}/{path}");
        options.Headers = string.Join(',', otlp.Headers.Select(header => $"{header.Key}={Uri.EscapeDataString(header.Value)}"));
        options.TimeoutMilliseconds = (int)otlp.Timeout.TotalMilliseconds;
    }
}
