using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Cluster.Web.Admin;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Metrics;

/// <summary>
/// Says whether somebody may read <c>/metrics</c>. A key that was good within the last hour stays so while the database does not
/// answer: that is when one most wants to look.
/// </summary>
/// <param name="find">Says who asks; its <see cref="AdminRefusal"/> is passed on.</param>
internal sealed class MetricsDoor(Func<HttpContext, Task<AdminCaller>> find, TimeProvider time)
{
    /// <summary>Keys remembered; one that is not waits for the database.</summary>
    public const int KeysMax = 16;

    private static readonly TimeSpan s_grace = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, long> _good = new(StringComparer.Ordinal);

    /// <summary>Returns for who may.</summary>
    /// <exception cref="AdminRefusal">For everybody else.</exception>
    public async Task CheckAsync(HttpContext context)
    {
        var key = context.Request.Headers.Authorization.ToString() is { Length: > 0 } authorization
            ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(authorization)))
            : null;
        var known = key is not null && _good.TryGetValue(key, out var at) && time.GetElapsedTime(at) < s_grace;
        try
        {
            await AskAsync(context, known ? s_patience : Timeout.InfiniteTimeSpan).ConfigureAwait(false);
            Remember(key);
        }
        catch (AdminRefusal refusal) when (refusal.Code is "storage-unavailable" or "not-ready")
        {
            if (!known)
            {
                throw;
            }
        }
        catch (AdminRefusal) when (key is not null)
        {
            _good.TryRemove(key, out _);
            throw;
        }
    }

    private async Task AskAsync(HttpContext context, TimeSpan patience)
    {
        try
        {
            (await find(context).WaitAsync(patience, time).ConfigureAwait(false)).OrRefuse(AdminScope.Metrics);
        }
        catch (TimeoutException)
        {
            throw AdminRefusal.NoStore;
        }
    }

    private void Remember(string? key)
    {
        if (key is not null && (_good.ContainsKey(key) || _good.Count < KeysMax))
        {
            _good[key] = time.GetTimestamp();
        }
    }
}
