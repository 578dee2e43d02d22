using Microsoft.Extensions.Logging;

namespace Cluster.Web.Oidc;

/// <summary>What signing in with a provider writes to the log: for the administrator who sets it up, and no claim of anybody.</summary>
internal static partial class OidcLog
{
    [LoggerMessage(2120, LogLevel.Warning, "The identity provider {Authority} does not answer: {Cause}")]
    public static partial void Unavailable(ILogger log, string authority, string cause);

    [LoggerMessage(2121, LogLevel.Warning, "Sign-in with the identity provider failed ({Code}) from {Region}: {Cause}")]
    public static partial void Failed(ILogger log, string code, string region, string cause);

    [LoggerMessage(2122, LogLevel.Information, "Sign-in with the identity provider refused from {Region}: {Code}")]
    public static partial void Refused(ILogger log, string region, string code);
}
