using System.Net;
using System.Threading.RateLimiting;
using Cluster.Web.Api;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Testing;

/// <summary>
/// How much of the node's line tests may take: so many bytes from one address, and few transfers at once, because the
/// meetings go over the same line. Addresses share a fixed number of buckets, so memory has a bound.
/// </summary>
internal sealed class ConnectionTestBudget : IAsyncDisposable
{
    private const int Buckets = 4_096;
    private const int TokenBytes = 64 << 10;

    /// <summary>512 MiB at once from one address, enough to measure 1 Gbit/s for seconds, and then 4 MiB a second.</summary>
    private const int BurstTokens = (512 << 20) / TokenBytes;
    private const int TokensPerSecond = (4 << 20) / TokenBytes;

    private const int TransfersMax = 8;
    private const int TransfersPerAddressMax = 3;

    private readonly PartitionedRateLimiter<IPAddress> _bytes = PartitionedRateLimiter.Create<IPAddress, int>(address =>
        RateLimitPartition.GetTokenBucketLimiter(Bucket(address), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = BurstTokens,
            TokensPerPeriod = TokensPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            AutoReplenishment = false,
        }));

    private readonly PartitionedRateLimiter<IPAddress> _perAddress = PartitionedRateLimiter.Create<IPAddress, int>(address =>
        RateLimitPartition.GetConcurrencyLimiter(Bucket(address), _ => new ConcurrencyLimiterOptions { PermitLimit = TransfersPerAddressMax }));

    private readonly ConcurrencyLimiter _atOnce = new(new ConcurrencyLimiterOptions { PermitLimit = TransfersMax, QueueLimit = 2 * TransfersMax });

    /// <summary>Takes a turn for this many bytes, or says why not. Dispose it when the bytes are over.</summary>
    public async ValueTask<ConnectionTestTurn> TakeAsync(IPAddress from, int bytes, CancellationToken cancel)
    {
        using var allowed = _bytes.AttemptAcquire(from, (bytes + TokenBytes - 1) / TokenBytes);
        if (!allowed.IsAcquired)
        {
            var wait = allowed.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(5);
            return new ConnectionTestTurn(new ApiAnswer.Refused(
                StatusCodes.Status429TooManyRequests, "too-many-requests", "Your address has measured enough for now. Try again in a moment.", (int)wait.TotalMilliseconds));
        }

        var own = _perAddress.AttemptAcquire(from);
        var turn = own.IsAcquired ? await _atOnce.AcquireAsync(1, cancel).ConfigureAwait(false) : null;
        if (turn is { IsAcquired: true })
        {
            return new ConnectionTestTurn(null, own, turn);
        }

        turn?.Dispose();
        own.Dispose();
        return new ConnectionTestTurn(new ApiAnswer.Refused(
            StatusCodes.Status503ServiceUnavailable, "try-again", "Too many people measure at this moment. Try again in a few seconds.", 5_000));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _bytes.DisposeAsync().ConfigureAwait(false);
        await _perAddress.DisposeAsync().ConfigureAwait(false);
        await _atOnce.DisposeAsync().ConfigureAwait(false);
    }

    private static int Bucket(IPAddress address) => HashCode.Combine(address) & (Buckets - 1);
}

/// <summary>A turn, or why there is none.</summary>
internal readonly record struct ConnectionTestTurn(ApiAnswer.Refused? Refusal, RateLimitLease? Own = null, RateLimitLease? AtOnce = null) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        AtOnce?.Dispose();
        Own?.Dispose();
    }
}
