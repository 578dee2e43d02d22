using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Api;

/// <summary>What an endpoint of the API answers, as a value: handlers decide, one place writes.</summary>
internal abstract record ApiAnswer
{
    private ApiAnswer()
    {
    }

    /// <summary>204: done, and there is nothing to say.</summary>
    public static ApiAnswer Done { get; } = new Nothing();

    /// <summary>The control plane is not up yet, or not any more.</summary>
    public static ApiAnswer NotReady { get; } =
        new Refused(StatusCodes.Status503ServiceUnavailable, "not-ready", "The server is starting or stopping. Try again in a moment.", 1_000);

    /// <summary>The database does not answer.</summary>
    public static ApiAnswer StorageUnavailable { get; } =
        new Refused(StatusCodes.Status503ServiceUnavailable, "storage-unavailable", "The database does not answer. Try again in a moment.", 2_000);

    /// <summary>Nobody is signed in.</summary>
    public static ApiAnswer LoginRequired { get; } =
        new Refused(StatusCodes.Status401Unauthorized, "login-required", "Sign in first.");

    /// <summary>200 with this value.</summary>
    public static ApiAnswer Ok<T>(T value, JsonTypeInfo<T> type) => new Content<T>(value, type);

    /// <summary>400: the request itself is wrong, and how.</summary>
    public static ApiAnswer BadRequest(string message) => new Refused(StatusCodes.Status400BadRequest, "bad-request", message);

    /// <summary>Writes it.</summary>
    public abstract Task SendAsync(HttpContext context);

    /// <summary>A refusal: status, code and words, and how long to wait when trying again can help.</summary>
    public sealed record Refused(int Status, string Code, string Message, int? RetryAfterMs = null) : ApiAnswer
    {
        /// <inheritdoc/>
        public override Task SendAsync(HttpContext context)
        {
            context.Response.StatusCode = Status;
            if (RetryAfterMs is { } waitMs)
            {
                // Whole seconds are all the header knows (RFC 9110 section 10.2.3): rather too long than too short.
                context.Response.Headers.RetryAfter = Math.Max(1, (waitMs + 999) / 1_000).ToString(CultureInfo.InvariantCulture);
            }

            return context.Response.WriteAsJsonAsync(new ApiError(Code, Message), ApiJson.Default.ApiError, cancellationToken: context.RequestAborted);
        }
    }

    /// <summary>302 to another page of this server or of the identity provider.</summary>
    public sealed record Elsewhere(string Location) : ApiAnswer
    {
        /// <inheritdoc/>
        public override Task SendAsync(HttpContext context)
        {
            context.Response.Redirect(Location);
            return Task.CompletedTask;
        }
    }

    /// <summary>Something else has written the answer already.</summary>
    public sealed record Sent : ApiAnswer
    {
        /// <inheritdoc/>
        public override Task SendAsync(HttpContext context) => Task.CompletedTask;
    }

    private sealed record Nothing : ApiAnswer
    {
        public override Task SendAsync(HttpContext context)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }
    }

    private sealed record Content<T>(T Value, JsonTypeInfo<T> Type) : ApiAnswer
    {
        public override Task SendAsync(HttpContext context) =>
            context.Response.WriteAsJsonAsync(Value, Type, cancellationToken: context.RequestAborted);
    }
}
