using System.Text;
using System.Text.Json.Nodes;

namespace AdminTypes;

/// <summary>Turns the admin API's OpenAPI document into TypeScript: its types, and for each operation its address, body and answer.</summary>
internal static class ClientText
{
    private const string Module = "schema.";
    private const string Reference = "#/components/schemas/";

    private const string Opening = "// Made from the admin API's OpenAPI document by tools/AdminTypes; not to be edited.\n";

    /// <summary>The files, by name.</summary>
    public static IReadOnlyDictionary<string, string> Write(JsonObject document) =>
        new Dictionary<string, string> { ["schema.ts"] = Types(document), ["operations.ts"] = Operations(document) };

    private static string Types(JsonObject document)
    {
        var text = new StringBuilder(Opening);
        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject().OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            Interface(text, name, schema!.AsObject());
        }

        return text.ToString();
    }

    private static string Operations(JsonObject document)
    {
        var text = new StringBuilder(Opening).Append("\nimport type * as schema from './schema';\n");
        var operations = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(method => (Path: path.Key, Method: method.Key.ToUpperInvariant(), It: method.Value!.AsObject())))
            .Where(each => Answer(each.It) is not null)
            .OrderBy(each => Name(each.It), StringComparer.Ordinal)
            .ToList();
        text.Append("\nexport const operations = {\n");
        foreach (var (path, method, it) in operations)
        {
            text.Append($"  {Name(it)}: ['{method}', '{path}'],\n");
        }

        text.Append("} as const;\n\nexport interface Calls {\n");
        foreach (var (_, _, it) in operations)
        {
            var body = it["requestBody"]?["content"]?["application/json"]?["schema"];
            text.Append($"  {Name(it)}: {{ body: {(body is null ? "undefined" : Type(body.AsObject(), Module))}; answer: {Answer(it)} }};\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string Name(JsonObject operation) => operation["operationId"]!.GetValue<string>();

    /// <summary>Null: it answers something that is no JSON.</summary>
    private static string? Answer(JsonObject operation)
    {
        var done = operation["responses"]!.AsObject().First(each => each.Key != "default").Value!.AsObject();
        return done["content"] is not JsonObject content ? "undefined"
            : content["application/json"]?["schema"] is JsonObject { Count: > 0 } schema ? Type(schema, Module) : null;
    }

    private static void Interface(StringBuilder text, string name, JsonObject schema)
    {
        var required = (schema["required"] as JsonArray)?.Select(each => each!.GetValue<string>()).ToHashSet() ?? [];
        text.Append($"\nexport interface {name} {{\n");
        foreach (var (property, type) in schema["properties"]!.AsObject())
        {
            text.Append($"  {property}{(required.Contains(property) ? "" : "?")}: {Type(type!.AsObject(), "")};\n");
        }

        text.Append("}\n");
    }

    private static string Type(JsonObject schema, string prefix) =>
        schema["$ref"] is { } reference ? prefix + reference.GetValue<string>()[Reference.Length..]
        : schema["anyOf"] is JsonArray some ? string.Join(" | ", some.Select(each => Type(each!.AsObject(), prefix)))
        : schema["type"] is JsonArray types ? string.Join(" | ", types.Select(each => Plain(each!.GetValue<string>(), schema, prefix)))
        : Plain(schema["type"]!.GetValue<string>(), schema, prefix);

    private static string Plain(string type, JsonObject schema, string prefix) => type switch
    {
        "integer" or "number" => "number",
        "array" => $"{Type(schema["items"]!.AsObject(), prefix)}[]",
        "object" => $"Record<string, {Type(schema["additionalProperties"]!.AsObject(), prefix)}>",
        _ => type,
    };
}
