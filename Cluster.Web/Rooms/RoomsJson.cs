using System.Text.Json.Serialization;
using Cluster.Actors.Meetings;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;
using Cluster.Web.Signalling.Protocol;

namespace Cluster.Web.Rooms;

/// <summary>How rooms are written as JSON over HTTP: as in signalling.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.Strict,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    MaxDepth = 8,
    Converters = [typeof(CamelCaseEnum<Allowed>), typeof(CamelCaseEnum<ChatHistory>), typeof(CamelCaseEnum<RoomCreation>)])]
[JsonSerializable(typeof(RoomsView))]
[JsonSerializable(typeof(RoomView))]
[JsonSerializable(typeof(RoomEntry))]
[JsonSerializable(typeof(RoomChange))]
internal sealed partial class RoomsJson : JsonSerializerContext;
