using Cluster.Actors.Keys;
using Cluster.Web.Admin;
using Cluster.Web.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Web.Tests.Metrics;

/// <summary>Who reads metrics while the database is away: whoever could a moment ago.</summary>
public sealed class MetricsDoorTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly MetricsDoor _door;
    private Func<Task<AdminCaller>> _find = () => Task.FromResult(Caller("metrics"));

    public MetricsDoorTests() => _door = new MetricsDoor(_ => _find(), _time);

    [Fact]
    public async Task A_key_that_was_good_stays_so_for_an_hour_without_the_database()
    {
        await AskAsync("good");
        _find = () => throw AdminRefusal.NoStore;
        await AskAsync("good");
        Assert.Equal("storage-unavailable", await RefusedAsync("other"));
        _time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("storage-unavailable", await RefusedAsync("good"));
    }

    [Fact]
    public async Task A_database_that_says_nothing_is_waited_for_two_seconds()
    {
        await AskAsync("good");
        _find = () => new TaskCompletionSource<AdminCaller>().Task;
        var asking = AskAsync("good");
        Assert.False(asking.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));
        await asking;
    }

    [Fact]
    public async Task A_key_that_was_removed_or_may_not_is_refused_also_later()
    {
        await AskAsync("good");
        _find = () => throw new AdminRefusal("key-refused", "Gone.");
        Assert.Equal("key-refused", await RefusedAsync("good"));
        _find = () => throw AdminRefusal.NoStore;
        Assert.Equal("storage-unavailable", await RefusedAsync("good"));
        _find = () => Task.FromResult(Caller("read"));
        Assert.Equal("not-allowed", await RefusedAsync("reader"));
    }

    [Fact]
    public async Task Only_so_many_keys_are_remembered()
    {
        for (var i = 0; i <= MetricsDoor.KeysMax; i++)
        {
            await AskAsync($"good {i}");
        }

        _find = () => throw AdminRefusal.NoStore;
        await AskAsync($"good {MetricsDoor.KeysMax - 1}");
        Assert.Equal("storage-unavailable", await RefusedAsync($"good {MetricsDoor.KeysMax}"));
    }

    private static AdminCaller Caller(string scope) => AdminCaller.Of(new ApiKey("1", "a key", [scope], 0, "", null), "127.0.0.0/24");

    private Task AskAsync(string key) => _door.CheckAsync(new DefaultHttpContext { Request = { Headers = { Authorization = $"Bearer {key}" } } });

    private async Task<string> RefusedAsync(string key) => (await Assert.ThrowsAsync<AdminRefusal>(() => AskAsync(key))).Code;
}
