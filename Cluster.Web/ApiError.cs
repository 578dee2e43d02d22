using System.Text.Json.Serialization;
using Cluster.Web.Health;

namespace Cluster.Web;

/// <summary>How every HTTP answer says that something is refused: a stable code for programs, a sentence for people.</summary>
public sealed record ApiError(string Code, string Message);

/// <summary>How the HTTP answers are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ApiError))]
[JsonSerializable(typeof(ReadyReport))]
internal sealed partial class ApiJson : JsonSerializerContext;
