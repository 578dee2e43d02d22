namespace Cluster.Web.Oidc;

/// <summary>The addresses of signing in with a provider, and which of ours it may lead back to.</summary>
internal static class OidcPaths
{
    /// <summary>Begins it.</summary>
    public const string SignIn = "/api/v1/oidc/sign-in";

    /// <summary>Where the provider sends the browser back to; to be registered there.</summary>
    public const string Callback = "/api/v1/oidc/callback";

    /// <summary>Leads to the provider's own sign-out.</summary>
    public const string EndSession = "/api/v1/oidc/end-session";

    /// <summary>The page that shows what went wrong.</summary>
    public const string SignInPage = "/account/sign-in";

    private const int CharsMax = 512;

    /// <summary>
    /// A page of this server to go to afterwards; the account page when it is none. Never another site: a link to our
    /// sign-in must not end at somebody's copy of it.
    /// </summary>
    public static string Local(string? wanted) =>
        wanted is ['/', ..] and { Length: <= CharsMax }
        // Browsers read "//host" and "/\host" as another host, and skip tabs and line ends in between.
        && (wanted.Length == 1 || wanted[1] is not ('/' or '\\'))
        && !wanted.Any(c => char.IsControl(c) || c == '\\')
        && !wanted.StartsWith("/api", StringComparison.OrdinalIgnoreCase)
            ? wanted
            : "/account";

    /// <summary>The sign-in page with a code from the closed list of <see cref="OidcRefusal"/>, and the way on kept.</summary>
    public static string Failed(string code, string? wanted)
    {
        var back = Local(wanted);
        return back == "/account"
            ? $"{SignInPage}?error={code}"
            : $"{SignInPage}?error={code}&return={Uri.EscapeDataString(back)}";
    }
}
