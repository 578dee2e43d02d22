namespace Cluster.Media.Tests.Engine;

/// <summary>Does something for each of some clients at intervals until it is disposed, as senders of media do.</summary>
internal sealed class Repeat : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task _running;

    private Repeat(int everyMs, IReadOnlyList<MediaClient> clients, Action<MediaClient> what) => _running = RunAsync(everyMs, clients, what);

    public static Repeat Every(int ms, IReadOnlyList<MediaClient> clients, Action<MediaClient> what) => new(ms, clients, what);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }

    private async Task RunAsync(int everyMs, IReadOnlyList<MediaClient> clients, Action<MediaClient> what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(everyMs));
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                foreach (var client in clients)
                {
                    what(client);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Whoever began it has seen enough.
            return;
        }
    }
}
