using Cluster.Actors.Audit;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Admin;

/// <summary>Why a request of the admin API is refused: a stable code for programs, a sentence for people.</summary>
internal sealed class AdminRefusal(string code, string message, int? retryAfterMs = null) : Exception(message)
{
    /// <summary>The database does not answer.</summary>
    public static AdminRefusal NoStore => new("storage-unavailable", "The database does not answer: try again in a moment.", 2_000);

    /// <summary>The node is not up yet, or not any more.</summary>
    public static AdminRefusal NotReady => new("not-ready", "The server is starting or stopping: try again in a moment.", 1_000);

    /// <summary>There is no such address.</summary>
    public static AdminRefusal NoAddress => new("not-found", "The admin API has nothing at this address.");

    /// <summary>The stable code.</summary>
    public string Code { get; } = code;

    /// <summary>How long to wait where trying again can help.</summary>
    public int? RetryAfterMs { get; } = retryAfterMs;

    /// <summary>The answer's status: what is not known here is about what was asked.</summary>
    public int Status => Code switch
    {
        "not-found" or "account-unknown" or "room-unknown" or "setting-unknown" or "link-unknown"
            or "endpoint-unknown" or "dump-unknown" or "key-unknown" or "node-unknown" or "participant-unknown" => StatusCodes.Status404NotFound,
        "bad-request" => StatusCodes.Status400BadRequest,
        "login-required" or "key-refused" => StatusCodes.Status401Unauthorized,
        "not-allowed" or "origin-refused" => StatusCodes.Status403Forbidden,
        "method-not-allowed" => StatusCodes.Status405MethodNotAllowed,
        "content-type" => StatusCodes.Status415UnsupportedMediaType,
        "not-a-node" or "login-taken" or "links-too-many" or "dump-underway" or "dumps-too-many" or "keys-too-many"
            or "single-node" or "last-media-node" or "already-draining" or "drain-underway" or "not-draining" or "move-underway" or "node-draining" => StatusCodes.Status409Conflict,
        "storage-unavailable" or "try-again" or "not-ready" or "viewers-too-many" => StatusCodes.Status503ServiceUnavailable,
        "too-many-attempts" or "too-many-requests" => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    /// <summary>A request that is not one the API takes.</summary>
    public static AdminRefusal BadRequest(string message) => new("bad-request", message);
}

/// <summary>Says no to who may not.</summary>
internal static class AdminAuthority
{
    /// <summary>Refuses a caller without the scope.</summary>
    public static void OrRefuse(this AdminCaller caller, AdminScope scope)
    {
        if (!caller.May(scope))
        {
            throw caller.Actor.Kind switch
            {
                AuditActorKind.System => new AdminRefusal("login-required", "Sign in as an administrator, or send an API key as a bearer token."),
                AuditActorKind.Key => new AdminRefusal("not-allowed", $"This key does not have the scope {AdminScopes.NameOf(scope)}."),
                _ when scope is AdminScope.Read or AdminScope.Metrics => new AdminRefusal("not-allowed", "Only administrators and operators may see this."),
                _ => new AdminRefusal("not-allowed", "Only administrators may do that."),
            };
        }
    }
}
