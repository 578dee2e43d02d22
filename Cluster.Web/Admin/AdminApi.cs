using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Web.Admin;

/// <summary>
/// The admin API: everything the command line does. Who may reach it may do everything, so it is mapped on nothing but
/// the server whose socket's permissions decide that.
/// </summary>
public static class AdminApi
{
    /// <summary>What every address begins with.</summary>
    public const string Root = "/api/admin/v1";

    /// <summary>Maps it.</summary>
    public static void MapAdmin(this IEndpointRouteBuilder routes, AdminServices services)
    {
        var admin = routes.MapGroup(Root);
        admin.MapStatus(services);
        admin.MapUsers(services);
        admin.MapRooms(services);
        admin.MapSettings(services);
        admin.MapMedia(services);
        routes.MapFallback("{**path}", context => context.RefuseAsync(new AdminRefusal("not-found", "The admin API has nothing at this address.")));
    }

    /// <summary>One address: its refusals become answers.</summary>
    internal static void Map(this IEndpointRouteBuilder routes, string method, string pattern, Func<HttpContext, Task> handle) =>
        routes.MapMethods(pattern, [method], async context =>
        {
            try
            {
                await handle(context).ConfigureAwait(false);
            }
            catch (AdminRefusal refusal)
            {
                await context.RefuseAsync(refusal).ConfigureAwait(false);
            }
            catch (System.Data.Common.DbException)
            {
                await context.RefuseAsync(AdminRefusal.NoStore).ConfigureAwait(false);
            }
        });
}
