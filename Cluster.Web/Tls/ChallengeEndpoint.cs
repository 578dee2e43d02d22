using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Web.Tls;

/// <summary>Answers an authority's HTTP-01 questions (RFC 8555 section 8.3), whichever node of the cluster asked for the certificate.</summary>
internal static class ChallengeEndpoint
{
    /// <summary>Maps <c>/.well-known/acme-challenge/{token}</c>.</summary>
    public static void MapChallenges(this IEndpointRouteBuilder routes, CertificateHolder certificates)
    {
        if (certificates.Challenges is not { } challenges)
        {
            return;
        }

        routes.MapGet(HttpsRedirect.ChallengePath + "/{token}", async (string token, HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            if (await challenges.FindHttpAsync(token).ConfigureAwait(false) is not { } answer)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            context.Response.ContentType = "application/octet-stream";
            await context.Response.WriteAsync(answer, context.RequestAborted).ConfigureAwait(false);
        });
    }
}
