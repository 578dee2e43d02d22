using System.Text.Json.Serialization;

namespace Cluster.Actors.Ops;

/// <summary>How the stream's steps are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OpsStep))]
public sealed partial class OpsJson : JsonSerializerContext;
