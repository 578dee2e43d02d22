using Cluster.Web.Signalling;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Api;

/// <summary>
/// Keeps other sites from changing something with the cookie of whoever visits them: a change must come from a page of
/// this server, as JSON. A browser says where it comes from in <c>Origin</c>, and in <c>Sec-Fetch-Site</c> when it
/// leaves the former out.
/// </summary>
internal static class SameOrigin
{
    private static readonly ApiAnswer s_refused = new ApiAnswer.Refused(
        StatusCodes.Status403Forbidden, "origin-refused", "Only pages of this server may do that.");

    /// <summary>What a request for a change gets when it is not to be trusted, else null.</summary>
    public static ApiAnswer? Refusal(HttpRequest request)
    {
        if (!OriginPolicy.IsOwnOrNone(request) || request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            return s_refused;
        }

        // A form can send nothing that is JSON, and a script of another site must ask first, which is never granted.
        return request.ContentType is null && request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding")
            ? null
            : ApiBody.IsJson(request.ContentType) ? null : ApiBody.NotJson;
    }
}
