using System.Net;

namespace Web.Tests.Accounts;

/// <summary>The sign-in cookie: what stands on it, and on which nodes and by which way it is good.</summary>
public sealed class CookieTests
{
    [Fact]
    public async Task On_localhost_it_is_a_plain_one_that_scripts_cannot_read()
    {
        await using var store = await StoreUnderTest.StartAsync();
        await store.AddAsync("ann.longname@example");
        using var ann = new Visitor(await store.OpenEdgeAsync());
        Assert.Equal(HttpStatusCode.OK, (await ann.SignInAsync("ann.longname@example")).Status);
        var parts = Parts(ann);
        Assert.StartsWith("parley=", parts[0], StringComparison.Ordinal);
        Assert.Equal(["expires", "httponly", "path=/", "samesite=lax"], parts[1..].Select(NameOrWhole).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("longname", ann.SetCookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Over_HTTPS_it_is_bound_to_this_host_and_to_encryption()
    {
        await using var store = await StoreUnderTest.StartAsync();
        await store.AddAsync("ann");
        using var ann = new Visitor(await store.OpenEdgeAsync(BehindProxy));
        ann.Headers["X-Forwarded-Proto"] = "https";
        Assert.Equal(HttpStatusCode.OK, (await ann.SignInAsync("ann")).Status);
        var parts = Parts(ann);
        Assert.StartsWith("__Host-parley=", parts[0], StringComparison.Ordinal);
        Assert.Equal(["expires", "httponly", "path=/", "samesite=lax", "secure"], parts[1..].Select(NameOrWhole).Order(StringComparer.Ordinal));
        Assert.Equal("ann", await ann.WhoAsync());

        // The plain name is anybody's on the same host: over HTTPS it counts for nothing.
        ann.Cookie = ann.Cookie!.Replace("__Host-", "", StringComparison.Ordinal);
        Assert.Null(await ann.WhoAsync());
    }

    [Fact]
    public async Task Every_node_on_one_store_takes_it()
    {
        await using var store = await StoreUnderTest.StartAsync();
        await store.AddAsync("ann");
        using var here = new Visitor(await store.OpenEdgeAsync());
        using var there = new Visitor(await store.OpenEdgeAsync());
        await here.SignInAsync("ann");
        there.Cookie = here.Cookie;
        Assert.Equal("ann", await there.WhoAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await there.PostAsync("/api/v1/sign-out")).Status);
        store.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await here.WhoAsync());
    }

    [Fact]
    public async Task A_changed_or_made_up_one_is_nobody_s()
    {
        await using var store = await StoreUnderTest.StartAsync();
        await store.AddAsync("ann");
        using var ann = new Visitor(await store.OpenEdgeAsync());
        await ann.SignInAsync("ann");
        var good = ann.Cookie!;
        // A node that nobody has signed in on yet says the same.
        using var elsewhere = new Visitor(await store.OpenEdgeAsync()) { Cookie = "parley=x" };
        Assert.Null(await elsewhere.WhoAsync());
        foreach (var bad in (string[])[good[..^4] + "AAAA", "parley=", "parley=x", "parley=" + new string('A', 3_000), "parley=chunks-3", "parley=chunks-999999999"])
        {
            ann.Cookie = bad;
            Assert.Null(await ann.WhoAsync());
        }

        ann.Cookie = good;
        Assert.Equal("ann", await ann.WhoAsync());
    }

    [Fact]
    public async Task It_lasts_while_it_is_used_and_no_longer()
    {
        await using var store = await StoreUnderTest.StartAsync(settings => settings with { SessionLifetime = TimeSpan.FromDays(10) });
        await store.AddAsync("ann");
        using var ann = new Visitor(await store.OpenEdgeAsync());
        await ann.SignInAsync("ann");
        var first = ann.Cookie;
        for (var days = 0; days < 30; days += 6)
        {
            store.Time.Advance(TimeSpan.FromDays(6));
            Assert.Equal("ann", await ann.WhoAsync());
        }

        Assert.NotEqual(first, ann.Cookie);
        store.Time.Advance(TimeSpan.FromDays(11));
        Assert.Null(await ann.WhoAsync());
    }

    private static Cluster.Web.WebSettings BehindProxy(Cluster.Web.WebSettings settings) => settings with { TrustedProxies = [new IPNetwork(IPAddress.Loopback, 32)] };

    private static string[] Parts(Visitor visitor) => visitor.SetCookie!.Split("; ");

    private static string NameOrWhole(string part) => part.StartsWith("expires=", StringComparison.Ordinal) ? "expires" : part;
}
