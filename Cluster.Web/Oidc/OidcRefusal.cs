namespace Cluster.Web.Oidc;

/// <summary>The codes with which signing in with a provider ends on the sign-in page; the page has the words.</summary>
internal static class OidcRefusal
{
    /// <summary>The provider does not answer.</summary>
    public const string Unavailable = "oidc-unavailable";

    /// <summary>The person said no at the provider, or the provider did.</summary>
    public const string Denied = "oidc-denied";

    /// <summary>The attempt took too long, was begun in another browser, or was changed on its way.</summary>
    public const string Expired = "oidc-expired";

    /// <summary>The provider knows the person, but nothing makes them a host here, or the account is disabled.</summary>
    public const string NotAllowed = "oidc-not-allowed";

    /// <summary>What the provider sent is not what it must send; the log says more.</summary>
    public const string Failed = "oidc-failed";

    /// <summary>Our own database does not answer.</summary>
    public const string StorageUnavailable = "storage-unavailable";
}
