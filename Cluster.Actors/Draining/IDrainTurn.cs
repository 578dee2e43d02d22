using System.Data.Common;
using Cluster.Actors.Membership;

namespace Cluster.Actors.Draining;

/// <summary>Sees to it that one node drains at a time.</summary>
internal interface IDrainTurn
{
    /// <summary>Takes or keeps the turn; false: another node has it.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    Task<bool> TakeAsync();

    /// <summary>Gives it back.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    Task GiveBackAsync();
}

/// <summary>By a lease in PostgreSQL: who dies with it loses it soon.</summary>
/// <param name="owner">Tells nodes apart.</param>
internal sealed class LeasedTurn(LeaseTable leases, string owner) : IDrainTurn
{
    private const string Lease = "drain";
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public async Task<bool> TakeAsync() => await leases.TakeAsync(Lease, owner, Lifetime).ConfigureAwait(false) is not null;

    /// <inheritdoc/>
    public Task GiveBackAsync() => leases.TakeAsync(Lease, owner, TimeSpan.Zero);
}

/// <summary>Where there is no server to ask there is no second node either.</summary>
internal sealed class LoneTurn : IDrainTurn
{
    /// <inheritdoc/>
    public Task<bool> TakeAsync() => Task.FromResult(true);

    /// <inheritdoc/>
    public Task GiveBackAsync() => Task.CompletedTask;
}
