using System.Data.Common;
using System.Net;
using Cluster.Actors.Accounts;
using Cluster.Actors.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Web.Tests.Accounts;

/// <summary>The database is gone for a while: who was here goes on for a while, others are told, and nobody is taken for somebody else.</summary>
public sealed class StorageGoneTests
{
    [Fact]
    public async Task A_session_that_was_checked_goes_on_and_others_are_told()
    {
        await using var store = await StoreUnderTest.StartAsync();
        await store.AddAsync("ann");
        var services = new Interrupted(store.Services);
        var edge = await store.OpenEdgeAsync(services: services);
        using var ann = new Visitor(edge);
        using var ben = new Visitor(edge);
        await ann.SignInAsync("ann");
        await ben.SignInAsync("ann");
        Assert.Equal("ann", await ann.WhoAsync());

        services.Gone = true;
        store.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("ann", await ann.WhoAsync());
        var unseen = await ben.GetAsync("/api/v1/me");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "storage-unavailable"), (unseen.Status, unseen.Code));
        Assert.Equal("storage-unavailable", (await ben.SignInAsync("ann")).Code);
        store.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("storage-unavailable", (await ann.GetAsync("/api/v1/me")).Code);
        Assert.NotNull((await ann.GetAsync("/api/v1/me")).RetryAfter);

        services.Gone = false;
        Assert.Equal("ann", await ann.WhoAsync());
        Assert.Equal("ann", await ben.WhoAsync());
    }

    [Fact]
    public async Task Without_the_keys_a_cookie_is_unknown_and_not_wrong()
    {
        await using var store = await StoreUnderTest.StartAsync();
        await store.AddAsync("ann");
        using var ann = new Visitor(await store.OpenEdgeAsync());
        await ann.SignInAsync("ann");
        var services = new Interrupted(store.Services) { Gone = true };
        using var elsewhere = new Visitor(await store.OpenEdgeAsync(services: services)) { Cookie = ann.Cookie };
        Assert.Equal("storage-unavailable", (await elsewhere.GetAsync("/api/v1/me")).Code);
        services.Gone = false;
        Assert.Equal("ann", await elsewhere.WhoAsync());
    }

    private sealed class Interrupted(IServiceProvider inner) : IServiceProvider
    {
        private readonly SessionTable _sessions = new(() => throw new DatabaseGone(), 10);
        private readonly SecretTable _secrets = new(() => throw new DatabaseGone(), new FakeTimeProvider());

        public bool Gone { get; set; }

        public object? GetService(Type serviceType) =>
            Gone && serviceType == typeof(SessionTable) ? _sessions : Gone && serviceType == typeof(SecretTable) ? _secrets : inner.GetService(serviceType);
    }

    private sealed class DatabaseGone : DbException;
}
