namespace Cluster.Host.Telemetry;

/// <summary>Who gets metrics and traces; documented in <c>hocon/reference.conf</c> under <c>parley.telemetry</c>.</summary>
internal sealed record TelemetrySettings
{
    /// <summary>Addresses where <c>/metrics</c> is read without a key: <c>http</c>, loopback or private.</summary>
    public IReadOnlyList<Uri> MetricsUrls { get; init; } = [];

    /// <summary>The OpenTelemetry collector; null: none.</summary>
    public OtlpSettings? Otlp { get; init; }
}

/// <summary>An OpenTelemetry collector and what it is sent.</summary>
/// <param name="Endpoint">With <see cref="OtlpTransport.Http"/> without the paths <c>/v1/metrics</c> and <c>/v1/traces</c>.</param>
/// <param name="Headers">Sent with each request.</param>
/// <param name="Interval">Between two sendings of all metrics.</param>
/// <param name="Timeout">Of one request.</param>
/// <param name="TracesPercent">Of joins, 0..100.</param>
internal sealed record OtlpSettings(
    Uri Endpoint, OtlpTransport Protocol, IReadOnlyList<KeyValuePair<string, string>> Headers, bool Metrics, bool Traces, TimeSpan Interval, TimeSpan Timeout, int TracesPercent);

/// <summary>How a collector is spoken to.</summary>
internal enum OtlpTransport
{
    /// <summary>HTTP with protobuf bodies.</summary>
    Http,

    /// <summary>gRPC.</summary>
    Grpc,
}
