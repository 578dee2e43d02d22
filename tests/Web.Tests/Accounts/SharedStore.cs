namespace Web.Tests.Accounts;

/// <summary>One control plane and one edge for a whole class of tests, with an account called ann.</summary>
public sealed class SharedStore : IAsyncLifetime
{
    internal StoreUnderTest Store { get; private set; } = null!;

    internal Uri Edge { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Store = await StoreUnderTest.StartAsync(settings => settings with { AddressFreeAttempts = 1_000 });
        Edge = await Store.OpenEdgeAsync(settings => settings with
        {
            AllowedOrigins = ["https://intranet.example"],
            Api = settings.Api with { AttemptsBurst = 1_000, AttemptsPerMinute = 1_000 },
        });
        await Store.AddAsync("ann");
    }

    public async Task DisposeAsync() => await Store.DisposeAsync();
}
