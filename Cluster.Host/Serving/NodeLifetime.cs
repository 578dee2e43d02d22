using Microsoft.Extensions.Hosting;

namespace Cluster.Host.Serving;

/// <summary>A host's lifetime without signals of its own: the node has them.</summary>
internal sealed class NodeLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
