using Cluster.Web;

namespace Cluster.Host.Configuration;

/// <summary>Reads what signing in needs: how long a checked session is believed, and another provider's accounts.</summary>
internal static class SignInSection
{
    private static readonly TimeSpan s_checkLongest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_graceLongest = TimeSpan.FromHours(1);

    public static AccountsSettings Read(SettingsReader accounts) => new()
    {
        SessionCheckInterval = accounts.Duration("session-check-interval", TimeSpan.Zero, s_checkLongest),
        SessionGrace = accounts.Duration("session-grace", TimeSpan.Zero, s_graceLongest),
        SessionsRememberedMax = accounts.Number("sessions-remembered-max", 100, 10_000_000),
        Oidc = ReadOidc(accounts.Section("oidc")),
    };

    public static ApiSettings ReadApi(SettingsReader api) => new()
    {
        RequestsPerSecond = api.Number("requests-per-second", 1, 1_000_000),
        RequestsBurst = api.Number("requests-burst", 1, 10_000_000),
        AttemptsPerMinute = api.Number("attempts-per-minute", 1, 1_000_000),
        AttemptsBurst = api.Number("attempts-burst", 1, 1_000_000),
        AttemptsWaitingMax = api.Number("attempts-waiting-max", 0, 100_000),
    };

    private static OidcSettings? ReadOidc(SettingsReader oidc)
    {
        var authority = oidc.ProviderAddress("authority");
        var settings = new OidcSettings
        {
            Authority = authority ?? new OidcSettings().Authority,
            ClientId = oidc.Text("client-id"),
            ClientSecretFile = oidc.Text("client-secret-file"),
            Label = oidc.Text("label"),
            Scopes = oidc.Texts("scopes"),
            LoginClaim = oidc.Text("login-claim"),
            NameClaim = oidc.Text("name-claim"),
            RoleClaim = oidc.Text("role-claim"),
            HostValues = oidc.Texts("host-values"),
            AdminValues = oidc.Texts("admin-values"),
        };
        return authority is null ? null : Checked(settings);
    }

    private static OidcSettings Checked(OidcSettings settings)
    {
        if (settings.ClientId.Length == 0)
        {
            throw StartRefusedException.ForConfiguration("With parley.accounts.oidc.authority set, parley.accounts.oidc.client-id must be what the provider knows this server as.");
        }

        try
        {
            if (settings.ReadClientSecret() is { Length: 0 })
            {
                throw StartRefusedException.ForConfiguration($"The file {settings.ClientSecretFile} of parley.accounts.oidc.client-secret-file is empty: put the client's secret into it.");
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw StartRefusedException.ForConfiguration($"The file {settings.ClientSecretFile} of parley.accounts.oidc.client-secret-file cannot be read: put the client's secret there, for this user to read.");
        }

        return settings.Label.Length > 0 ? settings : settings with { Label = settings.Authority.Host };
    }
}
