using Cluster.Actors.Accounts;
using Cluster.Web.Api;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Accounts;

/// <summary>Turns an account's refusals into HTTP's.</summary>
internal static class AccountRefusal
{
    /// <summary>The refusal as an answer.</summary>
    public static ApiAnswer Of(AccountReply.Refused refused) =>
        new ApiAnswer.Refused(Status(refused.Code), refused.Code, refused.Message, refused.RetryAfterMs ?? Wait(refused.Code));

    private static int Status(string code) => code switch
    {
        "login-failed" => StatusCodes.Status401Unauthorized,
        "password-wrong" or "account-unknown" => StatusCodes.Status403Forbidden,
        "link-unknown" => StatusCodes.Status404NotFound,
        "link-expired" or "link-used" => StatusCodes.Status410Gone,
        "too-many-attempts" => StatusCodes.Status429TooManyRequests,
        "storage-unavailable" or "try-again" => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };

    private static int? Wait(string code) => code is "storage-unavailable" or "try-again" or "too-many-attempts" ? 2_000 : null;
}
