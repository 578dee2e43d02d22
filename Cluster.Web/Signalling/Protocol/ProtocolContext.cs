using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Actors.Meetings;
using Cluster.Actors.Policy;
using Cluster.Media;

namespace Cluster.Web.Signalling.Protocol;

/// <summary>How the protocol's records are written as JSON; generated at compile time, so no type is found by name at run time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    AllowOutOfOrderMetadataProperties = true,
    AllowDuplicateProperties = false,
    MaxDepth = 16,
    Converters =
    [
        typeof(CamelCaseEnum<SourceKind>), typeof(CamelCaseEnum<SlotUse>), typeof(CamelCaseEnum<Role>), typeof(CamelCaseEnum<Presence>),
        typeof(CamelCaseEnum<Device>), typeof(CamelCaseEnum<Allowed>), typeof(CamelCaseEnum<ChatHistory>), typeof(CamelCaseEnum<RoomCreation>),
        typeof(CamelCaseEnum<MoveFailure>),
    ])]
[JsonSerializable(typeof(ClientMessage))]
[JsonSerializable(typeof(ServerMessage))]
internal sealed partial class ProtocolContext : JsonSerializerContext;
