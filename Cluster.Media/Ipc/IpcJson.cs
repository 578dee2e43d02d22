using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Media.Ipc;

/// <summary>How commands and reports are written. Both ends are the same build: nothing here has to be understood by another one.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    Converters = [typeof(IpAddressConverter), typeof(IpEndPointConverter)])]
[JsonSerializable(typeof(MediaCommand))]
[JsonSerializable(typeof(MediaReport))]
[JsonSerializable(typeof(MediaCommand.DtlsClosed), TypeInfoPropertyName = "DtlsClosedCommand")]
[JsonSerializable(typeof(MediaReport.DtlsClosed), TypeInfoPropertyName = "DtlsClosedReport")]
[JsonSerializable(typeof(NegotiationResult.Refused), TypeInfoPropertyName = "NegotiationRefused")]
[JsonSerializable(typeof(DumpResult.Refused), TypeInfoPropertyName = "DumpRefused")]
internal sealed partial class IpcJson : JsonSerializerContext;

/// <summary>An address as text.</summary>
internal sealed class IpAddressConverter : JsonConverter<IPAddress>
{
    public override IPAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IPAddress.TryParse(reader.GetString(), out var address) ? address : throw new JsonException("No IP address.");

    public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>An address and a port as text.</summary>
internal sealed class IpEndPointConverter : JsonConverter<IPEndPoint>
{
    public override IPEndPoint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IPEndPoint.TryParse(reader.GetString() ?? "", out var place) ? place : throw new JsonException("No IP address with a port.");

    public override void Write(Utf8JsonWriter writer, IPEndPoint value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
