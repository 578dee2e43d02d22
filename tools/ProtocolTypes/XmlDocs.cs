using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ProtocolTypes;

/// <summary>The records' documentation, so that it is written once and read in both languages.</summary>
internal sealed partial class XmlDocs
{
    private readonly Dictionary<string, XElement> _members = [];

    /// <summary>Reads the documentation files beside this program.</summary>
    public XmlDocs()
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "Cluster.*.xml").Order(StringComparer.Ordinal))
        {
            foreach (var member in XDocument.Load(file).Descendants("member"))
            {
                _members[(string)member.Attribute("name")!] = member;
            }
        }
    }

    /// <summary>A type's summary as a comment, or nothing.</summary>
    public string Of(Type type, string indent) => Comment(_members.GetValueOrDefault($"T:{Name(type)}")?.Element("summary"), indent);

    /// <summary>A record parameter's words as a comment, or nothing.</summary>
    public string OfParameter(Type type, string camelCase, string indent) => Comment(
        _members.GetValueOrDefault($"T:{Name(type)}")?.Elements("param")
            .FirstOrDefault(param => string.Equals((string?)param.Attribute("name"), camelCase, StringComparison.OrdinalIgnoreCase)),
        indent);

    private static string Name(Type type) => type.FullName!.Replace('+', '.');

    private static string Comment(XElement? element, string indent) =>
        element is null || Plain(element) is not { Length: > 0 } words ? "" : $"{indent}/** {words} */\n";

    private static string Plain(XElement element) => Spaces().Replace(
        string.Concat(element.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" } see => ((string?)see.Attribute("cref"))?.Split('.', ':')[^1] ?? "",
            XElement { Name.LocalName: "paramref" } param => $"`{Camel((string?)param.Attribute("name") ?? "")}`",
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement other => other.Value,
            _ => "",
        })),
        " ").Trim();

    private static string Camel(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
