using Cluster.Actors.Accounts;

namespace Cluster.Web.Oidc;

/// <summary>Decides from a provider's claims who somebody is here: the settings say which claims count.</summary>
internal static class OidcMapping
{
    /// <summary>Login name, name to show, and role; a null role: not allowed.</summary>
    public static (string Login, string Name, AccountRole? Role) Map(OidcSettings settings, OidcClaims claims, string subject)
    {
        var login = claims.One(settings.LoginClaim) ?? claims.One("email") ?? subject;
        var name = claims.One(settings.NameClaim) ?? login;
        return (login, name, Role(settings, claims.All(settings.RoleClaim)));
    }

    private static AccountRole? Role(OidcSettings settings, IReadOnlyList<string> values)
    {
        if (values.Intersect(settings.AdminValues, StringComparer.Ordinal).Any())
        {
            return AccountRole.Admin;
        }

        return settings.HostValues.Count == 0 || values.Intersect(settings.HostValues, StringComparer.Ordinal).Any() ? AccountRole.Host : null;
    }
}
