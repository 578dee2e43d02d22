using System.Collections.Concurrent;
using System.Globalization;
using Cluster.Host.Commands.Access;
using Cluster.Web.Admin;
using Host.Tests.Processes;

namespace Host.Tests.Backups;

/// <summary>A node that is written to all the time, and what it has acknowledged: accounts, and rooms whose titles count up.</summary>
internal sealed class WritingNode : IAsyncDisposable
{
    /// <summary>Rooms written to at once, each one change after another.</summary>
    public const int Rooms = 4;

    private readonly ConcurrentDictionary<string, byte> _accounts = new(StringComparer.Ordinal);
    private readonly int[] _titles = new int[Rooms];
    private readonly CancellationTokenSource _stop = new();
    private readonly ParleyProcess _parley;
    private readonly string _data;
    private Task _writing = Task.CompletedTask;

    private WritingNode(ParleyProcess parley, string data) => (_parley, _data) = (parley, data);

    /// <summary>Starts it and begins to write.</summary>
    public static async Task<WritingNode> StartAsync(string data)
    {
        var node = new WritingNode(ParleyProcess.Start("--urls", "http://127.0.0.1:0", "--media-port", "0", "--media-address", "127.0.0.1", "--data", data), data);
        await node._parley.ReadyAsync();
        node._writing = Task.WhenAll([.. Enumerable.Range(0, Rooms).Select(node.WriteRoomAsync), node.WriteAccountsAsync()]);
        return node;
    }

    /// <summary>What has been acknowledged until now.</summary>
    public (IReadOnlyList<string> Accounts, int[] Titles) Acknowledged() => ([.. _accounts.Keys], [.. _titles.Select((_, room) => Volatile.Read(ref _titles[room]))]);

    /// <summary>Waits until so many accounts are acknowledged, and something of every room.</summary>
    public async Task UntilAsync(int accounts)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (_accounts.Count < accounts || Acknowledged().Titles.Any(title => title == 0))
        {
            await tick.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>What a data directory holds now, asked of a node that is started on it.</summary>
    public static async Task<(IReadOnlyList<string> Accounts, int[] Titles)> ReadAsync(string data)
    {
        await using var parley = ParleyProcess.Start("--urls", "http://127.0.0.1:0", "--media-port", "0", "--media-address", "127.0.0.1", "--data", data);
        await parley.ReadyAsync();
        using var client = new AdminClient(data);
        var users = await Cluster.Host.Commands.Users.UserApi.ListAsync(client);
        var titles = await Task.WhenAll(Enumerable.Range(0, Rooms).Select(async room =>
            int.Parse((await client.GetAsync($"/rooms/room-{room}", AdminJson.Default.AdminRoom)).Title, CultureInfo.InvariantCulture)));
        return ([.. users.Users.Select(user => user.Login)], titles);
    }

    /// <summary>Stops writing and the node.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing;
        await _parley.AskToStopAsync();
        Assert.Equal(0, (await _parley.EndAsync()).ExitCode);
        await _parley.DisposeAsync();
        _stop.Dispose();
    }

    private async Task WriteRoomAsync(int room)
    {
        using var client = new AdminClient(_data);
        for (var title = 1; !_stop.IsCancellationRequested; title++)
        {
            await client.SendAsync(HttpMethod.Patch, $"/rooms/room-{room}", new AdminRoomPatch(Title: $"{title}"), AdminJson.Default.AdminRoomPatch, AdminJson.Default.AdminRoom);
            Volatile.Write(ref _titles[room], title);
        }
    }

    private async Task WriteAccountsAsync()
    {
        using var client = new AdminClient(_data);
        for (var number = 1; !_stop.IsCancellationRequested; number++)
        {
            await client.SendAsync(HttpMethod.Post, "/users", new AdminUserAdd($"ann-{number}"), AdminJson.Default.AdminUserAdd, AdminJson.Default.AdminUserAnswer);
            _accounts[$"ann-{number}"] = 0;
        }
    }
}
