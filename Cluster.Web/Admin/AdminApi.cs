using System.Text.Json.Nodes;
using Cluster.Web.Admin.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Web.Admin;

/// <summary>
/// The admin API: everything the command line and the page <c>/ops</c> do. It is served twice: on the socket in the data
/// directory, where the file's permissions are the authority, and on the web's addresses, where a session or a key is.
/// </summary>
public static class AdminApi
{
    /// <summary>What every address begins with.</summary>
    public const string Root = "/api/admin/v1";

    /// <summary>Maps it on the node's own socket: who may reach that may do everything.</summary>
    public static void MapAdmin(this IEndpointRouteBuilder routes, AdminServices services)
    {
        routes.MapAdmin(Endpoints(), () => services, (_, _) => Task.FromResult(AdminCaller.Socket));
        routes.MapFallback("{**path}", context => context.RefuseAsync(AdminRefusal.NoAddress));
    }

    /// <summary>The OpenAPI document of what the web's addresses serve.</summary>
    public static JsonObject Document() => OpenApiDocument.Write(OnTheWeb(Endpoints()));

    /// <summary>What the web's addresses serve.</summary>
    internal static IReadOnlyList<AdminEndpoint> OnTheWeb(IReadOnlyList<AdminEndpoint> endpoints) => [.. endpoints.Where(endpoint => endpoint.Scope != AdminScope.Socket)];

    /// <summary>Every endpoint there is.</summary>
    internal static IReadOnlyList<AdminEndpoint> Endpoints() =>
    [
        .. StatusEndpoint.All(),
        .. UserEndpoints.All(),
        .. RoomEndpoints.All(),
        .. ClusterNodeEndpoints.All(),
        .. MeetingEndpoints.All(),
        .. SettingEndpoints.All(),
        .. MediaEndpoints.All(),
        .. new MediaDumps().All(),
        .. KeyEndpoints.All(),
        .. AuditEndpoints.All(),
        .. new OpsEndpoints().All(),
    ];

    /// <summary>Maps these endpoints.</summary>
    /// <param name="services">Null while the node is not up, or not any more.</param>
    /// <param name="door">Who calls; throws <see cref="AdminRefusal"/> for a request that is not to be looked at.</param>
    internal static void MapAdmin(
        this IEndpointRouteBuilder routes, IReadOnlyList<AdminEndpoint> endpoints, Func<AdminServices?> services, Func<HttpContext, AdminEndpoint?, Task<AdminCaller>> door)
    {
        var document = OpenApiDocument.Write(endpoints);
        IReadOnlyList<AdminEndpoint> all = [.. endpoints, OpenApiDocument.Endpoint(document)];
        foreach (var path in all.GroupBy(endpoint => endpoint.Path))
        {
            var methods = path.ToArray();
            routes.Map(Root + path.Key, context => AnswerAsync(context, methods, services, door));
        }
    }

    private static async Task AnswerAsync(
        HttpContext context, AdminEndpoint[] methods, Func<AdminServices?> services, Func<HttpContext, AdminEndpoint?, Task<AdminCaller>> door)
    {
        try
        {
            var endpoint = Array.Find(methods, known => HttpMethods.Equals(known.Method, context.Request.Method));
            var caller = await door(context, endpoint).ConfigureAwait(false);
            if (endpoint is null)
            {
                context.Response.Headers.Allow = string.Join(", ", methods.Select(known => known.Method));
                throw new AdminRefusal("method-not-allowed", "This address does not know that method.");
            }

            await RunAsync(context, endpoint, services() ?? throw AdminRefusal.NotReady, caller).ConfigureAwait(false);
        }
        catch (AdminRefusal refusal) when (!context.Response.HasStarted)
        {
            await context.RefuseAsync(refusal).ConfigureAwait(false);
        }
    }

    private static async Task RunAsync(HttpContext context, AdminEndpoint endpoint, AdminServices services, AdminCaller caller)
    {
        var call = new AdminCall(context, endpoint, services, caller);
        try
        {
            caller.OrRefuse(endpoint.Scope);
            await endpoint.Handle(call).ConfigureAwait(false);
            call.Audit(endpoint, "done");
        }
        catch (AdminRefusal refusal)
        {
            call.Audit(endpoint, refusal.Code);
            throw;
        }
        catch (System.Data.Common.DbException)
        {
            call.Audit(endpoint, AdminRefusal.NoStore.Code);
            throw AdminRefusal.NoStore;
        }
    }
}
