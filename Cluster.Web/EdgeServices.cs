using Cluster.Web.Accounts;
using Cluster.Web.Admin.Access;
using Cluster.Web.Api;
using Cluster.Web.Oidc;
using Cluster.Web.Rooms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Web;

/// <summary>Signing in and rooms over HTTP, as one part of the edge.</summary>
internal static class EdgeServices
{
    /// <summary>Registers it.</summary>
    public static void AddAccountsAndRooms(this IServiceCollection services, WebSettings settings)
    {
        services.AddSingleton(settings.Api);
        services.AddSingleton(settings.Accounts);
        services.AddSingleton<ApiRates>();
        services.AddSingleton<SessionMemory>();
        services.AddSingleton<SessionCheck>();
        services.AddSingleton<AccountOfRequest>();
        services.AddSingleton<IAccountOfRequest>(provider => provider.GetRequiredService<AccountOfRequest>());
        services.AddSingleton<SignInService>();
        services.AddSingleton<MeView>();
        services.AddSingleton<SignInEndpoints>();
        services.AddSingleton<OwnAccountEndpoints>();
        services.AddSingleton<LinkEndpoints>();
        services.AddSingleton<RoomEndpoints>();
        services.AddSingleton<WebDoor>();
        services.AddSingleton<OidcProvider>();
        services.AddSingleton<OidcSignIn>();
        services.AddSingleton<OidcEndpoints>();
        services.AddSignInCookie();
        if (settings.Accounts.Oidc is { } oidc)
        {
            services.AddOidc(oidc);
        }
    }

    /// <summary>Maps it.</summary>
    public static void MapAccountsAndRooms(this WebApplication app, EdgeGate gate)
    {
        var services = app.Services;
        var rates = services.GetRequiredService<ApiRates>();
        app.UseWhen(context => context.Request.Path == OidcPaths.Callback, callback => callback.Use(OidcDoor.At(gate, rates)));
        // Handles the provider's answer and nothing else: who is signed in is read where somebody asks.
        app.UseAuthentication();
        var routes = new ApiRoutes(app, gate, rates);
        services.GetRequiredService<SignInEndpoints>().Map(routes);
        services.GetRequiredService<OwnAccountEndpoints>().Map(routes);
        services.GetRequiredService<LinkEndpoints>().Map(routes);
        services.GetRequiredService<RoomEndpoints>().Map(routes);
        services.GetRequiredService<OidcEndpoints>().Map(routes);
        services.GetRequiredService<WebDoor>().Map(app);
    }
}
