using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Cluster.Web.Admin;

/// <summary>Reads requests of the admin API and writes its answers.</summary>
internal static class AdminExchange
{
    /// <summary>The body; what is missing, too long or not of this shape is refused.</summary>
    public static async Task<T> ReadAsync<T>(this HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted).ConfigureAwait(false)
                ?? throw AdminRefusal.BadRequest("The request needs a JSON object.");
        }
        catch (JsonException problem)
        {
            // The exception's own words may repeat the body, and that may hold a password.
            throw AdminRefusal.BadRequest($"The request is no JSON of the right shape (at {problem.Path ?? "$"}, line {(problem.LineNumber ?? 0) + 1}).");
        }
        catch (BadHttpRequestException)
        {
            throw AdminRefusal.BadRequest("The request is too long.");
        }
    }

    /// <summary>Answers with a JSON object.</summary>
    public static Task AnswerAsync<T>(this HttpContext context, T answer, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(answer, type, contentType: null, context.RequestAborted);
    }

    /// <summary>Answers that it was done and there is nothing to say.</summary>
    public static Task DoneAsync(this HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Answers with a refusal.</summary>
    public static Task RefuseAsync(this HttpContext context, AdminRefusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (refusal.RetryAfterMs is { } waitMs)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, (waitMs + 999) / 1_000).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return context.Response.WriteAsJsonAsync(
            new AdminProblem("about:blank", ReasonPhrases.GetReasonPhrase(refusal.Status), refusal.Status, refusal.Message, refusal.Code),
            AdminJson.Default.AdminProblem,
            AdminProblem.MediaType,
            context.RequestAborted);
    }

    /// <summary>
    /// The name in the address, behind the collection's: taken from the address as it came, because the server decodes
    /// everything but a slash, after which nobody could say whether that was decoded.
    /// </summary>
    /// <param name="depth">Segments before it, below the API's root.</param>
    public static string NameInPath(this HttpContext context, int depth = 1)
    {
        var path = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var segments = path.Split('?', 2)[0].Split('/');
        var at = AdminApi.Root.Split('/').Length + depth;
        return at < segments.Length ? Uri.UnescapeDataString(segments[at]) : "";
    }
}
