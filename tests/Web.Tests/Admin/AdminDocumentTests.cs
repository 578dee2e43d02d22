using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AdminTypes;
using Cluster.Web.Admin;

namespace Web.Tests.Admin;

/// <summary>The admin API's OpenAPI document: whole, and what the page's client is made from.</summary>
public sealed class AdminDocumentTests
{
    private static readonly JsonObject s_document = AdminApi.Document();

    [Fact]
    public void The_committed_client_is_the_one_the_document_makes() => Assert.All(
        ClientText.Write(s_document), file => Assert.Equal(file.Value, File.ReadAllText(Path.Combine(Root(), "Cluster.Web/client/src/ops/api", file.Key))));

    [Fact]
    public void It_is_version_3_1_and_every_operation_has_a_name_of_its_own_and_a_scope()
    {
        Assert.Equal("3.1.0", s_document["openapi"]!.GetValue<string>());
        var names = Operations().Select(operation => operation["operationId"]!.GetValue<string>()).ToList();
        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct(), names);
        Assert.All(Operations(), operation => Assert.True(Enum.TryParse<AdminScope>(operation["x-parley-scope"]!.GetValue<string>(), ignoreCase: true, out _)));
        Assert.All(Operations(), operation => Assert.NotEqual("", operation["summary"]!.GetValue<string>()));
        Assert.All(Operations(), operation => Assert.Equal("#/components/responses/Refused", operation["responses"]!["default"]!["$ref"]!.GetValue<string>()));
    }

    [Fact]
    public void Every_reference_in_it_leads_somewhere() => Assert.All(References(s_document), reference =>
        Assert.NotNull(reference[2..].Split('/').Aggregate((JsonNode?)s_document, (node, part) => node?[part])));

    [Fact]
    public void Every_name_in_an_address_is_a_parameter()
    {
        foreach (var (path, methods) in s_document["paths"]!.AsObject())
        {
            var named = path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));
            foreach (var (_, operation) in methods!.AsObject())
            {
                var known = (operation!["parameters"] as JsonArray ?? []).Where(each => each!["in"]!.GetValue<string>() == "path").Select(each => each!["name"]!.GetValue<string>());
                Assert.Equal(named, known);
            }
        }
    }

    [Fact]
    public void What_looks_asks_for_the_scope_read_and_what_changes_never_does()
    {
        foreach (var endpoint in AdminApi.Endpoints())
        {
            Assert.Equal(endpoint.IsChange, endpoint.Scope is not (AdminScope.Read or AdminScope.Open) && endpoint.Name is not ("listKeys" or "dumpEndpoint" or "showDump"));
        }
    }

    private static IEnumerable<JsonNode> Operations() =>
        s_document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(method => method.Value!);

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject it => it.SelectMany(each => each.Key == "$ref" ? [each.Value!.GetValue<string>()] : References(each.Value)),
        JsonArray it => it.SelectMany(References),
        _ => [],
    };

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
