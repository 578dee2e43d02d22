using System.Text.Json.Serialization;

namespace Cluster.Web.Testing;

/// <summary>What the connection test page needs to know before it tries.</summary>
/// <param name="Candidates">Addresses and UDP ports media is sent to, such as <c>203.0.113.5:10000</c> or <c>[2001:db8::5]:10000</c>.</param>
/// <param name="DetectedFrom">Where they come from: <c>set</c>, <c>detected</c> or <c>stun</c>.</param>
/// <param name="YourAddress">Where the request came from.</param>
/// <param name="Secure">It came by HTTPS.</param>
internal sealed record ConnectionTestInfo(IReadOnlyList<string> Candidates, string DetectedFrom, string YourAddress, bool Secure);

/// <summary>An offer to the throw-away endpoint, and its answer (RFC 8829).</summary>
internal sealed record ConnectionTestSdp(string Sdp);

/// <summary>How they are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    MaxDepth = 4)]
[JsonSerializable(typeof(ConnectionTestInfo))]
[JsonSerializable(typeof(ConnectionTestSdp))]
internal sealed partial class ConnectionTestJson : JsonSerializerContext;
