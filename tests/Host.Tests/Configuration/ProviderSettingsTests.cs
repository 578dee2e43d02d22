using Cluster.Host.Configuration;

namespace Host.Tests.Configuration;

/// <summary>An identity provider that is set up wrongly is refused at the start and not at the first sign-in.</summary>
public sealed class ProviderSettingsTests : IDisposable
{
    private readonly string _secret = Path.GetTempFileName();

    [Theory]
    [InlineData("http://login.example.org", "https, unless the provider is on this machine")]
    [InlineData("login.example.org", "must be the provider's issuer address")]
    [InlineData("ftp://login.example.org", "must be the provider's issuer address")]
    [InlineData("https://user:pass@login.example.org", "must be the provider's issuer address")]
    [InlineData("https://login.example.org/?tenant=a", "must be the provider's issuer address")]
    [InlineData("https://login.example.org", "parley.accounts.oidc.client-id must be")]
    public void A_wrong_provider_is_refused(string authority, string said) =>
        Assert.Contains(said, Refused($"parley.accounts.oidc.authority={authority}"), StringComparison.Ordinal);

    [Fact]
    public void A_secret_that_is_not_there_is_refused()
    {
        const string File = "parley.accounts.oidc.client-secret-file";
        Assert.Contains("cannot be read", Refused(Authority, Client, $"{File}=/nowhere/secret"), StringComparison.Ordinal);
        Assert.Contains("is empty", Refused(Authority, Client, $"{File}={_secret}"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_set_is_read()
    {
        System.IO.File.WriteAllText(_secret, "hidden\n");
        var settings = Read(Authority, Client, $"parley.accounts.oidc.client-secret-file={_secret}", "parley.accounts.oidc.host-values=a, b");
        var oidc = settings.Web.Accounts.Oidc!;
        Assert.Equal(("hidden", "login.example.org", "parley"), (oidc.ReadClientSecret(), oidc.Label, oidc.ClientId));
        Assert.Equal(["a", "b"], oidc.HostValues);
        Assert.DoesNotContain("hidden", oidc.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_one_there_is_none() => Assert.Null(Read().Web.Accounts.Oidc);

    public void Dispose() => File.Delete(_secret);

    private const string Authority = "parley.accounts.oidc.authority=https://login.example.org/realms/main";
    private const string Client = "parley.accounts.oidc.client-id=parley";

    private static ParleySettings Read(params string[] sets) => ParleySettings.Read(ConfigurationLayers.Build(new StartOptions { Sets = sets }));

    private static string Refused(params string[] sets) => Assert.Throws<StartRefusedException>(() => Read(sets)).Message;
}
