using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Api;

/// <summary>
/// How often one address may ask: anything at all, and what costs a password hash or is worth guessing. Addresses share
/// a fixed number of buckets, chosen by a hash no stranger can compute, so that memory has a bound whoever comes.
/// </summary>
internal sealed class ApiRates(ApiSettings settings) : IAsyncDisposable
{
    private const int Buckets = 65_536;

    private readonly PartitionedRateLimiter<IPAddress> _requests = Limiter(settings.RequestsPerSecond, TimeSpan.FromSeconds(1), settings.RequestsBurst);
    private readonly PartitionedRateLimiter<IPAddress> _attempts = Limiter(settings.AttemptsPerMinute, TimeSpan.FromMinutes(1), settings.AttemptsBurst);
    private readonly ConcurrencyLimiter _hashing = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Math.Max(1, Environment.ProcessorCount - 1),
        QueueLimit = settings.AttemptsWaitingMax,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>What a sign-in gets when the line is full.</summary>
    public static ApiAnswer Busy { get; } =
        new ApiAnswer.Refused(StatusCodes.Status503ServiceUnavailable, "try-again", "Too many people sign in at this moment. Try again in a moment.", 2_000);

    /// <summary>Counts a request; what it gets when there were too many, else null.</summary>
    public ApiAnswer? CountRequest(IPAddress address) => Count(_requests, address, "too-many-requests", "Too many requests came from your address.");

    /// <summary>Counts an attempt to sign in or to use a link; what it gets when there were too many, else null.</summary>
    public ApiAnswer? CountAttempt(IPAddress address) => Count(_attempts, address, "too-many-attempts", "Too many attempts came from your address.");

    /// <summary>
    /// A turn to hash a password. A flood of sign-ins waits in line and is then refused, instead of taking the processor
    /// from the meetings.
    /// </summary>
    public ValueTask<RateLimitLease> TurnAsync(CancellationToken cancel) => _hashing.AcquireAsync(1, cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _requests.DisposeAsync().ConfigureAwait(false);
        await _attempts.DisposeAsync().ConfigureAwait(false);
        await _hashing.DisposeAsync().ConfigureAwait(false);
    }

    private static ApiAnswer.Refused? Count(PartitionedRateLimiter<IPAddress> limiter, IPAddress address, string code, string words)
    {
        using var lease = limiter.AttemptAcquire(address);
        if (lease.IsAcquired)
        {
            return null;
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        return new ApiAnswer.Refused(StatusCodes.Status429TooManyRequests, code, $"{words} Try again in a moment.", (int)wait.TotalMilliseconds);
    }

    private static PartitionedRateLimiter<IPAddress> Limiter(int count, TimeSpan period, int burst)
    {
        // Few tokens often rather than many at once: who waits is let through as soon as one is there.
        var (tokens, every) = period.TotalSeconds <= 1 ? (count, period) : (1, period / count);
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = every,
            QueueLimit = 0,
            AutoReplenishment = false,
        };
        return PartitionedRateLimiter.Create<IPAddress, int>(address => RateLimitPartition.GetTokenBucketLimiter(Bucket(address), _ => options));
    }

    /// <summary>The hash has a secret of this process in it.</summary>
    private static int Bucket(IPAddress address) => HashCode.Combine(address) & (Buckets - 1);
}
