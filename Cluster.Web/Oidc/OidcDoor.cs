using Cluster.Web.Api;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Oidc;

/// <summary>Stands before the handler that takes the provider's answer, which knows neither our gate nor our bounds.</summary>
internal static class OidcDoor
{
    /// <summary>Lets a request through to the handler, or answers it.</summary>
    public static Func<HttpContext, RequestDelegate, Task> At(EdgeGate gate, ApiRates rates) => (context, next) =>
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET";
            return new ApiAnswer.Refused(StatusCodes.Status405MethodNotAllowed, "method-not-allowed", "The provider's answer comes as a link.").SendAsync(context);
        }

        if (rates.CountAttempt(ClientAddress.Customer(ClientAddress.Of(context))) is { } tooMany)
        {
            return tooMany.SendAsync(context);
        }

        return gate.TryEnter(out var edge) && edge!.Services is not null ? next(context) : ApiAnswer.NotReady.SendAsync(context);
    };
}
