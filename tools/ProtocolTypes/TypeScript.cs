using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ProtocolTypes;

/// <summary>
/// Writes the protocol's records as TypeScript, from the same metadata by which they become JSON: what the serializer
/// does is what the client is told.
/// </summary>
internal static class TypeScript
{
    private const string Generated = "// The build writes this file: change the records, not the file.\n";

    private static readonly JsonTypeInfo[] s_roots = [Cluster.Web.Signalling.Protocol.ProtocolSchema.Client, Cluster.Web.Signalling.Protocol.ProtocolSchema.Server];

    /// <summary>The files' texts by their names.</summary>
    public static IReadOnlyDictionary<string, string> Write()
    {
        var types = new TypeNames(s_roots);
        var docs = new XmlDocs();
        return new Dictionary<string, string> { ["protocol.ts"] = Messages(types, docs), ["protocolTypes.ts"] = Parts(types, docs) };
    }

    private static string Parts(TypeNames types, XmlDocs docs)
    {
        var text = new StringBuilder();
        text.Append("// What the signalling protocol's messages are made of, generated from the C# records in Cluster.Web/Signalling/Protocol.\n");
        text.Append(Generated);
        foreach (var type in types.Enums)
        {
            text.Append('\n').Append(docs.Of(type, ""));
            var names = Enum.GetNames(type).Select(name => $"'{JsonNamingPolicy.CamelCase.ConvertName(name)}'");
            text.Append(CultureInfo.InvariantCulture, $"export type {type.Name} = {string.Join(" | ", names)};\n");
        }

        foreach (var info in types.Records)
        {
            text.Append('\n').Append(docs.Of(info.Type, ""));
            text.Append(CultureInfo.InvariantCulture, $"export interface {info.Type.Name} {{\n{Properties(info, types, docs, "  ")}}}\n");
        }

        return text.ToString();
    }

    private static string Messages(TypeNames types, XmlDocs docs)
    {
        var text = new StringBuilder();
        text.Append("// The signalling protocol's messages, generated from the C# records in Cluster.Web/Signalling/Protocol.\n");
        text.Append(Generated);
        var used = s_roots.SelectMany(types.Cases).SelectMany(one => one.Info.Properties).Select(property => types.Of(property.PropertyType).TrimEnd('[', ']'))
            .Where(types.IsNamed).Distinct().Order(StringComparer.Ordinal);
        text.Append(CultureInfo.InvariantCulture, $"\nimport type {{\n  {string.Join(",\n  ", used)},\n}} from './protocolTypes';\n\nexport type * from './protocolTypes';\n");
        foreach (var root in s_roots)
        {
            text.Append('\n').Append(docs.Of(root.Type, ""));
            text.Append(CultureInfo.InvariantCulture, $"export type {root.Type.Name} =\n");
            text.AppendJoin('\n', types.Cases(root).Select(one => Case(one.Name, one.Info, types, docs))).Append(";\n");
        }

        return text.ToString();
    }

    private static string Case(string name, JsonTypeInfo info, TypeNames types, XmlDocs docs) =>
        $"{docs.Of(info.Type, "  ")}  | {{\n      type: '{name}';\n{Properties(info, types, docs, "      ")}    }}";

    private static string Properties(JsonTypeInfo info, TypeNames types, XmlDocs docs, string indent)
    {
        var text = new StringBuilder();
        foreach (var property in info.Properties)
        {
            // What may be null is left out when it is.
            var optional = property.IsGetNullable;
            text.Append(docs.OfParameter(info.Type, property.Name, indent));
            text.Append(CultureInfo.InvariantCulture, $"{indent}{property.Name}{(optional ? "?" : "")}: {types.Of(property.PropertyType)}{(optional ? " | null" : "")};\n");
        }

        return text.ToString();
    }
}
