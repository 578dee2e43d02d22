using Microsoft.Extensions.Hosting;

namespace Cluster.Actors.Storage;

/// <summary>Prepares the database before the actors start, so that a file that cannot be written stops the program at once.</summary>
internal sealed class StorePreparation(ParleyStore store) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => store.PrepareAsync();

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
