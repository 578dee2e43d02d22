using System.Net;
using System.Text.Json;
using Cluster.Actors.Accounts;
using Cluster.Web;
using Cluster.Web.Accounts;
using Cluster.Web.Api;
using Cluster.Web.Oidc;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Web.Tests.Accounts;

/// <summary>The small decisions: what an address is called, which way back is ours, who a claim makes somebody.</summary>
public sealed class PartsTests
{
    [Theory]
    [InlineData("198.51.100.77", "198.51.100.77", "198.51.100.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::", "2001:db8:1::/48")]
    public void Addresses_are_counted_by_customer_and_logged_by_region(string address, string customer, string region)
    {
        Assert.Equal(customer, ClientAddress.Customer(IPAddress.Parse(address)).ToString());
        Assert.Equal(region, ClientAddress.Region(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0.0.0 Mobile/15E148 Safari/604.1", "Chrome on iPhone")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari on Mac")]
    [InlineData("<script>alert(1)</script>", "Unknown browser")]
    [InlineData(null, "Unknown browser")]
    public void A_browser_is_said_in_words(string? header, string words) => Assert.Equal(words, AgentWords.Of(header));

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/rooms/atrium?x=1#y", "/rooms/atrium?x=1#y")]
    [InlineData("/été", "/été")]
    [InlineData("", "/account")]
    [InlineData(null, "/account")]
    [InlineData("atrium", "/account")]
    [InlineData("//evil.example", "/account")]
    [InlineData("/\\evil.example", "/account")]
    [InlineData("/\t/evil.example", "/account")]
    [InlineData("https://evil.example", "/account")]
    [InlineData("/api/v1/sign-out", "/account")]
    public void The_way_back_stays_here(string? wanted, string way) => Assert.Equal(way, OidcPaths.Local(wanted));

    [Fact]
    public void Whatever_is_wanted_a_browser_stays_on_this_server() => Gen.String[Gen.Char["/\\.:@?#\t\n %evil"], 0, 12].Sample(wanted =>
    {
        var here = new Uri("https://meet.example.org/account/sign-in");
        return new Uri(here, OidcPaths.Local(wanted)).Host == here.Host;
    });

    [Theory]
    [InlineData("""{"groups":["hosts"]}""", AccountRole.Host)]
    [InlineData("""{"groups":"hosts"}""", AccountRole.Host)]
    [InlineData("""{"groups":["hosts","admins"]}""", AccountRole.Admin)]
    [InlineData("""{"groups":["others"]}""", null)]
    [InlineData("""{"groups":{"hosts":true}}""", null)]
    [InlineData("""{"groups":null}""", null)]
    [InlineData("""{}""", null)]
    public void A_claim_makes_a_role(string claims, AccountRole? role) =>
        Assert.Equal(role, Map(new OidcSettings { HostValues = ["hosts"], AdminValues = ["admins"] }, claims).Role);

    [Fact]
    public void Claims_are_found_by_name_and_by_path()
    {
        var settings = new OidcSettings { HostValues = ["h"], RoleClaim = "realm_access.roles", LoginClaim = "https://example.org/login", NameClaim = "given" };
        var (login, name, role) = Map(settings, """{"realm_access":{"roles":["h"]},"https://example.org/login":"ann","email":"x@example.org"}""");
        Assert.Equal(("ann", "ann", AccountRole.Host), (login, name, role));
    }

    [Fact]
    public void Without_values_everybody_who_signs_in_there_is_a_host() =>
        Assert.Equal(AccountRole.Host, Map(new OidcSettings { AdminValues = ["admins"] }, "{}").Role);

    [Fact]
    public void The_memory_of_sessions_is_bounded_and_forgets_the_oldest()
    {
        var time = new FakeTimeProvider();
        var memory = new SessionMemory(new AccountsSettings { SessionsRememberedMax = 100, SessionGrace = TimeSpan.FromHours(1) }, time);
        for (var i = 0; i < 1_000; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            memory.Keep($"s{i}", new AccountIdentity(AccountId.New(), "ann", "Ann", AccountRole.Host));
            Assert.InRange(memory.Count, 1, 100);
        }

        Assert.NotNull(memory.Fresh("s999"));
        Assert.Null(memory.Tolerable("s0"));
    }

    private static (string Login, string Name, AccountRole? Role) Map(OidcSettings settings, string claims) =>
        OidcMapping.Map(settings, new OidcClaims(JsonDocument.Parse(claims).RootElement), "subject");
}
