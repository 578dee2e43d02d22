using Cluster.Actors.Security;
using Microsoft.Extensions.Hosting;

namespace Cluster.Actors.Storage;

/// <summary>
/// Prepares the database before the actors start, so that one that cannot be written, or that other nodes share under
/// another key, stops the program at once.
/// </summary>
internal sealed class StorePreparation(ParleyStore store, ActorsSettings settings, SecretKeyCheck key) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.PrepareAsync().ConfigureAwait(false);
        if (settings.Store.Kind == StoreKind.Postgresql && !await key.IsTheClustersAsync().ConfigureAwait(false))
        {
            throw new OtherSecretKeyException();
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
