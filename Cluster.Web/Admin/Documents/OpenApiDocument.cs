using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Admin.Documents;

/// <summary>
/// Writes the OpenAPI document (3.1) of these endpoints. It is made from what the routes are made from, so that nothing can
/// be in the one and not in the other.
/// </summary>
internal static class OpenApiDocument
{
    /// <summary>Where it is, below the API's root.</summary>
    public const string Path = "/openapi.json";

    /// <summary>The name of the extension that has an operation's scope.</summary>
    public const string ScopeExtension = "x-parley-scope";

    private const string Json = "application/json";

    /// <summary>The endpoint that serves it, to everybody: it says nothing of this server.</summary>
    public static AdminEndpoint Endpoint(JsonObject document)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(document.ToJsonString());
        return AdminEndpoint.Stream(Path, AdminScope.Open, "showDocument", "This document.", Json, async call =>
        {
            call.Context.Response.ContentType = Json;
            await call.Context.Response.Body.WriteAsync(bytes, call.Context.RequestAborted).ConfigureAwait(false);
        });
    }

    /// <summary>The document.</summary>
    public static JsonObject Write(IReadOnlyList<AdminEndpoint> endpoints)
    {
        var schemas = new OpenApiSchemas();
        schemas.Of(AdminJson.Default.AdminProblem, isRequest: false);
        var paths = new JsonObject();
        foreach (var path in endpoints.Append(Endpoint([])).GroupBy(endpoint => endpoint.Path))
        {
            var item = new JsonObject();
            foreach (var endpoint in path)
            {
                item[endpoint.Method.ToLowerInvariant()] = Operation(endpoint, schemas);
            }

            paths[path.Key] = item;
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Parley admin API",
                ["version"] = "1",
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = AdminApi.Root }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.All,
                ["responses"] = new JsonObject
                {
                    ["Refused"] = new JsonObject
                    {
                        ["description"] = "Refused: the code says why, for programs, and the detail for people.",
                        ["content"] = Content(AdminProblem.MediaType, OpenApiSchemas.Reference(nameof(AdminProblem))),
                    },
                },
                ["securitySchemes"] = new JsonObject
                {
                    ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "An API key, made by parley api-key add." },
                    ["session"] = new JsonObject
                    {
                        ["type"] = "apiKey",
                        ["in"] = "cookie",
                        ["name"] = Accounts.SignInCookie.Scheme,
                        ["description"] = "The cookie of an administrator or operator who is signed in; changes only from this server's own pages.",
                    },
                },
            },
        };
    }

    private static JsonObject Operation(AdminEndpoint endpoint, OpenApiSchemas schemas)
    {
        var operation = new JsonObject
        {
            ["operationId"] = endpoint.Name,
            ["summary"] = endpoint.Summary,
            ["tags"] = new JsonArray(endpoint.Path.Split('/')[1]),
            [ScopeExtension] = AdminScopes.NameOf(endpoint.Scope),
            ["security"] = Security(endpoint.Scope),
        };
        if (Parameters(endpoint) is { Count: > 0 } parameters)
        {
            operation["parameters"] = parameters;
        }

        if (endpoint.Request is { } request)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(Json, schemas.Of(request, isRequest: true)) };
        }

        operation["responses"] = new JsonObject
        {
            [endpoint.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = Done(endpoint, schemas),
            ["default"] = new JsonObject { ["$ref"] = "#/components/responses/Refused" },
        };
        return operation;
    }

    private static JsonArray Security(AdminScope scope) => scope switch
    {
        AdminScope.Open or AdminScope.Socket => [],
        AdminScope.Keys => [new JsonObject { ["session"] = new JsonArray() }],
        _ => [new JsonObject { ["key"] = new JsonArray() }, new JsonObject { ["session"] = new JsonArray() }],
    };

    private static JsonArray Parameters(AdminEndpoint endpoint)
    {
        var inPath = endpoint.Path.Split('/').Where(part => part.StartsWith('{')).Select(part => (Name: part.Trim('{', '}'), Summary: (string?)null));
        return
        [
            .. inPath.Select(it => Parameter(it.Name, it.Summary, "path")),
            .. endpoint.Parameters.Select(it => Parameter(it.Name, it.Summary, "query")),
        ];
    }

    private static JsonObject Parameter(string name, string? summary, string place)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = place, ["required"] = place == "path", ["schema"] = new JsonObject { ["type"] = "string" } };
        if (summary is not null)
        {
            parameter["description"] = summary;
        }

        return parameter;
    }

    private static JsonObject Done(AdminEndpoint endpoint, OpenApiSchemas schemas)
    {
        var answer = new JsonObject { ["description"] = endpoint.Status == StatusCodes.Status204NoContent ? "Done." : "The answer." };
        if (endpoint.Answer is { } type)
        {
            answer["content"] = Content(Json, schemas.Of(type, isRequest: false));
        }
        else if (endpoint.Media is { } media)
        {
            answer["content"] = Content(media, []);
        }

        return answer;
    }

    private static JsonObject Content(string media, JsonObject schema) => new() { [media] = new JsonObject { ["schema"] = schema } };
}
