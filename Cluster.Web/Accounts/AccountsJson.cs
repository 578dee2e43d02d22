using System.Text.Json.Serialization;
using Cluster.Actors.Accounts;
using Cluster.Actors.Policy;
using Cluster.Web.Signalling.Protocol;

namespace Cluster.Web.Accounts;

/// <summary>How the account pages' messages are written as JSON. A wrong type or a missing field is an error, an unknown one is not.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.Strict,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    MaxDepth = 8,
    Converters = [typeof(CamelCaseEnum<AccountRole>), typeof(CamelCaseEnum<RoomCreation>), typeof(CamelCaseEnum<LinkPurpose>)])]
[JsonSerializable(typeof(Me))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(PasswordRequest))]
[JsonSerializable(typeof(LinkLookRequest))]
[JsonSerializable(typeof(LinkUseRequest))]
[JsonSerializable(typeof(LinkView))]
[JsonSerializable(typeof(SessionsView))]
internal sealed partial class AccountsJson : JsonSerializerContext;
