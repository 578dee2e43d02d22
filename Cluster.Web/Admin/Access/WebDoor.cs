using Cluster.Actors.Keys;
using Cluster.Web.Accounts;
using Cluster.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Web.Admin.Access;

/// <summary>Says who calls the admin API over the web: a program by its key, or whoever is signed in.</summary>
/// <remarks>
/// 1. An address asks only so often. 2. A key in the header decides alone. 3. Else a cookie does; a change with it has to come
/// from a page of this server. 4. Else it is nobody, who may see what is open to all.
/// </remarks>
internal sealed class WebDoor(EdgeGate gate, AccountOfRequest accounts, ApiRates rates)
{
    private const string Bearer = "Bearer ";

    /// <summary>Maps the API on the web's addresses.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapAdmin(AdminApi.OnTheWeb(AdminApi.Endpoints()), () => gate.Admin, FindAsync);
        routes.Map($"{AdminApi.Root}/{{**path}}", context => context.RefuseAsync(AdminRefusal.NoAddress));
    }

    /// <summary>Says who calls; <paramref name="endpoint"/> is null where the address is none of the API's.</summary>
    /// <exception cref="AdminRefusal">The request is not to be looked at.</exception>
    public async Task<AdminCaller> FindAsync(HttpContext context, AdminEndpoint? endpoint)
    {
        // Step 1
        var address = ClientAddress.Of(context);
        var from = ClientAddress.Region(address);
        Refuse(rates.CountRequest(ClientAddress.Customer(address)));

        // Step 2
        if (context.Request.Headers.Authorization.ToString() is { Length: > 0 } authorization)
        {
            return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && await FindKeyAsync(authorization[Bearer.Length..].Trim()).ConfigureAwait(false) is { } key
                ? AdminCaller.Of(key, from)
                : throw Wrong(address);
        }

        // Step 3
        var state = await accounts.LookAsync(context).ConfigureAwait(false);
        if (state.Unknown)
        {
            throw AdminRefusal.NoStore;
        }

        if (endpoint is { IsChange: true })
        {
            Refuse(SameOrigin.Refusal(context.Request));
        }

        // Step 4
        return state.Account is { } account ? AdminCaller.Of(account, from) : AdminCaller.Anonymous(from);
    }

    private async Task<ApiKey?> FindKeyAsync(string secret)
    {
        try
        {
            return await (gate.Admin ?? throw AdminRefusal.NotReady).Keys.FindAsync(secret).ConfigureAwait(false);
        }
        catch (System.Data.Common.DbException)
        {
            throw AdminRefusal.NoStore;
        }
    }

    private AdminRefusal Wrong(System.Net.IPAddress address)
    {
        Refuse(rates.CountAttempt(ClientAddress.Customer(address)));
        return new AdminRefusal("key-refused", "This API key is not one of this server's, or not any more.");
    }

    private static void Refuse(ApiAnswer? answer)
    {
        if (answer is ApiAnswer.Refused refused)
        {
            throw new AdminRefusal(refused.Status == StatusCodes.Status415UnsupportedMediaType ? "content-type" : refused.Code, refused.Message, refused.RetryAfterMs);
        }
    }
}
