using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Web.Signalling.Protocol;

/// <summary>Enumerations travel as their names in camel case; a number is not one of them.</summary>
internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
