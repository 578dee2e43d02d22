using System.Buffers.Binary;
using System.Text;

namespace Host.Tests.Telemetry;

/// <summary>A span as a collector gets it (opentelemetry/proto/trace/v1/trace.proto).</summary>
/// <param name="Parent">Empty: the trace begins with it.</param>
/// <param name="Service">The resource's service.name.</param>
/// <param name="Attributes">Those that are texts.</param>
internal sealed record OtlpSpan(string Trace, string Id, string Parent, string Name, ulong StartNs, ulong EndNs, string Service, IReadOnlyDictionary<string, string> Attributes)
{
    public override string ToString() => $"{Name} ({Trace[..6]}/{Id[..4]} in {Parent})";

    /// <summary>All of an ExportTraceServiceRequest.</summary>
    public static IEnumerable<OtlpSpan> ReadAll(ReadOnlyMemory<byte> request)
    {
        foreach (var resourceSpans in Messages(request, 1))
        {
            var service = Messages(resourceSpans, 1).SelectMany(resource => Attributed(resource, 1)).FirstOrDefault(it => it.Key == "service.name").Value ?? "";
            foreach (var span in Messages(resourceSpans, 2).SelectMany(scopeSpans => Messages(scopeSpans, 2)))
            {
                yield return new OtlpSpan(
                    Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span, 5), Fixed(span, 7), Fixed(span, 8), service,
                    Attributed(span, 9).ToDictionary());
            }
        }
    }

    /// <summary>Names in an ExportMetricsServiceRequest (opentelemetry/proto/metrics/v1/metrics.proto).</summary>
    public static IEnumerable<string> MetricNames(ReadOnlyMemory<byte> request) =>
        from resourceMetrics in Messages(request, 1)
        from scopeMetrics in Messages(resourceMetrics, 2)
        from metric in Messages(scopeMetrics, 2)
        select Text(metric, 1);

    private static IEnumerable<KeyValuePair<string, string>> Attributed(ReadOnlyMemory<byte> message, int field) =>
        from pair in Messages(message, field)
        from value in Messages(pair, 2)
        select new KeyValuePair<string, string>(Text(pair, 1), Text(value, 1));

    private static string Text(ReadOnlyMemory<byte> message, int field) => Encoding.UTF8.GetString(Messages(message, field).FirstOrDefault().Span);

    private static string Hex(ReadOnlyMemory<byte> message, int field) => Convert.ToHexStringLower(Messages(message, field).FirstOrDefault().Span);

    private static ulong Fixed(ReadOnlyMemory<byte> message, int field) =>
        BinaryPrimitives.ReadUInt64LittleEndian(Fields(message).First(it => it.Number == field).Bytes.Span);

    private static IEnumerable<ReadOnlyMemory<byte>> Messages(ReadOnlyMemory<byte> message, int field) =>
        Fields(message).Where(it => it.Number == field && it.Wire == 2).Select(it => it.Bytes);

    private static IEnumerable<(int Number, int Wire, ReadOnlyMemory<byte> Bytes)> Fields(ReadOnlyMemory<byte> message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint();
            var wire = (int)(tag & 7);
            var begin = at;
            var length = wire switch { 0 => -1, 1 => 8, 2 => (int)Varint(), 5 => 4, _ => throw new InvalidDataException($"wire type {wire}") };
            if (length < 0)
            {
                Varint();
                yield return ((int)(tag >> 3), wire, message[begin..at]);
                continue;
            }

            yield return ((int)(tag >> 3), wire, message.Slice(at, length));
            at += length;
        }

        ulong Varint()
        {
            ulong value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var part = message.Span[at++];
                value |= (ulong)(part & 0x7f) << shift;
                if (part < 0x80)
                {
                    return value;
                }
            }
        }
    }
}
