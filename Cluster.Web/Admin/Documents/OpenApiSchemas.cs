using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Cluster.Web.Admin.Documents;

/// <summary>Turns the types of requests and answers into JSON schemas, each named type once.</summary>
internal sealed class OpenApiSchemas
{
    /// <summary>Those there are so far, by name.</summary>
    public JsonObject All { get; } = [];

    /// <summary>Points to a named schema.</summary>
    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    /// <summary>The schema of a type.</summary>
    /// <param name="isRequest">What has a default may be left out; in an answer everything is there.</param>
    public JsonObject Of(JsonTypeInfo type, bool isRequest)
    {
        if (type.Kind == JsonTypeInfoKind.Object)
        {
            var name = type.Type.Name;
            if (!All.ContainsKey(name))
            {
                // First the name, for a type may hold itself.
                All[name] = new JsonObject();
                All[name] = Object(type, isRequest);
            }

            return Reference(name);
        }

        return type.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new JsonObject { ["type"] = "array", ["items"] = Of(type.Options.GetTypeInfo(type.ElementType!), isRequest) },
            JsonTypeInfoKind.Dictionary => new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(type.Options.GetTypeInfo(type.ElementType!), isRequest) },
            _ => Plain(Nullable.GetUnderlyingType(type.Type) ?? type.Type),
        };
    }

    private JsonObject Object(JsonTypeInfo type, bool isRequest)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var property in type.Properties)
        {
            var schema = Of(type.Options.GetTypeInfo(property.PropertyType), isRequest);
            properties[property.Name] = property.IsGetNullable ? OrNull(schema) : schema;
            if (!isRequest || property.AssociatedParameter is { HasDefaultValue: false })
            {
                required.Add(property.Name);
            }
        }

        var it = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
        {
            it["required"] = required;
        }

        if (isRequest)
        {
            it["additionalProperties"] = false;
        }

        return it;
    }

    private static JsonObject OrNull(JsonObject schema) => schema["type"] is JsonValue type
        ? With(schema, new JsonArray(type.GetValue<string>(), "null"))
        : new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };

    private static JsonObject With(JsonObject schema, JsonArray types)
    {
        schema["type"] = types;
        return schema;
    }

    private static JsonObject Plain(Type type) => new()
    {
        ["type"] = type == typeof(bool) ? "boolean"
            : type == typeof(double) || type == typeof(float) ? "number"
            : type == typeof(string) ? "string"
            : type == typeof(int) || type == typeof(long) || type == typeof(uint) ? "integer"
            : throw new NotSupportedException($"The admin API says nothing of the type {type}."),
    };
}
