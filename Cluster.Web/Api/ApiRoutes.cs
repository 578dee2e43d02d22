using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Web.Api;

/// <summary>Answers one request of the API.</summary>
internal delegate Task<ApiAnswer> ApiHandler(HttpContext context, ControlPlane control);

/// <summary>Maps the API's addresses; what every one of them must do first stands here once.</summary>
/// <remarks>
/// 1. Nothing of it is kept by a cache. 2. An address knows its methods. 3. A change comes from our own pages.
/// 4. An address asks only so often. 5. The control plane is there. 6. The endpoint itself answers; a database that is
/// gone is said, not thrown.
/// </remarks>
internal sealed class ApiRoutes(IEndpointRouteBuilder routes, EdgeGate gate, ApiRates rates)
{
    /// <summary>Maps an address with what each method does there.</summary>
    public void Map(string pattern, params (string Method, ApiHandler Handler)[] methods) => routes.Map(pattern, async context =>
    {
        // Step 1
        context.Response.Headers.CacheControl = "no-store";
        var answer = await AnswerAsync(context, methods).ConfigureAwait(false);
        if (!context.Response.HasStarted)
        {
            await answer.SendAsync(context).ConfigureAwait(false);
        }
    });

    private async Task<ApiAnswer> AnswerAsync(HttpContext context, (string Method, ApiHandler Handler)[] methods)
    {
        // Step 2
        if (Array.Find(methods, known => HttpMethods.Equals(known.Method, context.Request.Method)).Handler is not { } handler)
        {
            context.Response.Headers.Allow = string.Join(", ", methods.Select(known => known.Method));
            return new ApiAnswer.Refused(StatusCodes.Status405MethodNotAllowed, "method-not-allowed", "This address does not know that method.");
        }

        // Step 3
        if (!HttpMethods.IsGet(context.Request.Method) && SameOrigin.Refusal(context.Request) is { } foreign)
        {
            return foreign;
        }

        // Step 4
        if (rates.CountRequest(ClientAddress.Customer(ClientAddress.Of(context))) is { } tooMany)
        {
            return tooMany;
        }

        // Step 5
        if (!gate.TryEnter(out var edge) || edge!.Services is not { } services)
        {
            return ApiAnswer.NotReady;
        }

        // Step 6
        try
        {
            return await handler(context, new ControlPlane(services)).ConfigureAwait(false);
        }
        catch (Exception fault) when (IsStorage(fault))
        {
            return ApiAnswer.StorageUnavailable;
        }
        catch (BadHttpRequestException fault)
        {
            return new ApiAnswer.Refused(fault.StatusCode, "bad-request", "The body cannot be read.");
        }
    }

    /// <summary>Whether the database is behind it: data protection wraps what its store throws.</summary>
    private static bool IsStorage(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException!)
        {
            if (cause is DbException)
            {
                return true;
            }
        }

        return false;
    }
}
