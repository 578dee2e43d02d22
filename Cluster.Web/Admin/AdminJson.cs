using System.Text.Json.Serialization;
using Cluster.Actors.Ops;

namespace Cluster.Web.Admin;

/// <summary>How the admin API's answers are written and its requests read; a field nobody knows is refused and not overlooked.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ApiError))]
[JsonSerializable(typeof(AdminProblem))]
[JsonSerializable(typeof(AdminKeyList))]
[JsonSerializable(typeof(AdminKeyAdd))]
[JsonSerializable(typeof(AdminNewKey))]
[JsonSerializable(typeof(AdminAuditList))]
[JsonSerializable(typeof(OpsStep))]
[JsonSerializable(typeof(AdminMeeting))]
[JsonSerializable(typeof(AdminStatus))]
[JsonSerializable(typeof(AdminUserList))]
[JsonSerializable(typeof(AdminUserAnswer))]
[JsonSerializable(typeof(AdminUserAdd))]
[JsonSerializable(typeof(AdminUserPatch))]
[JsonSerializable(typeof(AdminLinkAdd))]
[JsonSerializable(typeof(AdminPassword))]
[JsonSerializable(typeof(AdminRoomList))]
[JsonSerializable(typeof(AdminRoomPatch))]
[JsonSerializable(typeof(AdminRoomClosed))]
[JsonSerializable(typeof(AdminRemoved))]
[JsonSerializable(typeof(AdminSettingList))]
[JsonSerializable(typeof(AdminSettingValue))]
[JsonSerializable(typeof(AdminMedia))]
[JsonSerializable(typeof(AdminMediaRoom))]
[JsonSerializable(typeof(AdminDump))]
[JsonSerializable(typeof(AdminNodeList))]
[JsonSerializable(typeof(AdminNode))]
[JsonSerializable(typeof(AdminRoomMove))]
[JsonSerializable(typeof(AdminRoomMoved))]
public sealed partial class AdminJson : JsonSerializerContext;
