using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Admin;

/// <summary>Why a request of the admin API is refused: a stable code for programs, a sentence for people.</summary>
internal sealed class AdminRefusal(string code, string message) : Exception(message)
{
    /// <summary>The database does not answer.</summary>
    public static AdminRefusal NoStore => new("storage-unavailable", "The database does not answer: try again in a moment.");

    /// <summary>The stable code.</summary>
    public string Code { get; } = code;

    /// <summary>The answer's status: what is not known here is about what was asked.</summary>
    public int Status => Code switch
    {
        "not-found" or "account-unknown" or "room-unknown" or "setting-unknown" or "link-unknown"
            or "endpoint-unknown" or "dump-unknown" => StatusCodes.Status404NotFound,
        "bad-request" => StatusCodes.Status400BadRequest,
        "not-a-node" or "login-taken" or "links-too-many" or "dump-underway" or "dumps-too-many" => StatusCodes.Status409Conflict,
        "storage-unavailable" or "try-again" => StatusCodes.Status503ServiceUnavailable,
        "too-many-attempts" => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    /// <summary>A request that is not one the API takes.</summary>
    public static AdminRefusal BadRequest(string message) => new("bad-request", message);
}
