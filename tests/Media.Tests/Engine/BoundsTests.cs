using System.Diagnostics;
using Xunit;

namespace Cluster.Media.Tests.Engine;

/// <summary>These count what the whole process has, or what a thread allocates: a collection that others cause would be in it. Nothing runs beside them.</summary>
[CollectionDefinition("the process alone", DisableParallelization = true)]
public sealed class ProcessAlone;

[Collection("the process alone")]
public sealed class BoundsTests
{
    [Fact]
    public async Task After_300_joins_and_leaves_nothing_is_left()
    {
        await using var rig = new EngineRig();
        var witness = await rig.JoinAsync();
        await JoinAndLeaveAsync(rig, witness, 20);
        var handles = Handles();
        await JoinAndLeaveAsync(rig, witness, 300);
        Assert.Equal(1, rig.Engine.ReadCounters().Endpoints);
        Assert.Equal([witness.Number], (await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints.Select(endpoint => endpoint.Number));
        await AssertNoThreadAsync("dtls-handshake");

        // A few are the runtime's own: its pool and its timers come and go.
        Assert.InRange(Handles(), 0, handles + 10);
        rig.Engine.CloseEndpoint(new EndpointId(rig.Bridge, witness.Number));
        Assert.Empty((await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints);
        Assert.Equal(0, rig.Engine.ReadCounters().Endpoints);
    }

    [Fact]
    public async Task Sixteen_clients_at_once_all_connect_and_hear_one()
    {
        await using var rig = new EngineRig();
        var clients = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => rig.JoinAsync())));
        for (var i = 0; i < 16; i++)
        {
            await rig.NextEventAsync<MediaEvent.EndpointConnected>();
        }

        // Only a few microphones are carried, so she may have to speak up first.
        var heard = Task.WhenAll(clients[1..].Select(
            client => EngineRig.NextPacketAsync(client, packet => packet.Source == clients[0].Lines[0].Number)));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!heard.IsCompleted)
        {
            clients[0].SendRaw(clients[0].MakeAudio(clients[0].Lines[0], clients[0].Microphone));
            await timer.WaitForNextTickAsync();
        }

        await heard;

        Assert.Equal(16, rig.Engine.ReadCounters().Endpoints);
    }

    [Fact]
    public async Task More_handshakes_at_once_than_may_be_wait_and_get_in()
    {
        await using var rig = new EngineRig(new MediaSettings { HandshakesMax = 2 });
        var clients = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => rig.JoinAsync())));
        Assert.All(clients, client => Assert.True(client.IsConnected));
    }

    [Fact]
    public async Task An_engine_that_ends_leaves_no_thread_and_no_handle()
    {
        await StartAndEndAsync();
        var handles = Handles();
        for (var i = 0; i < 20; i++)
        {
            await StartAndEndAsync();
        }

        await AssertNoThreadAsync("media-");
        Assert.InRange(Handles(), 0, handles + 10);
    }

    private static async Task StartAndEndAsync()
    {
        await using var rig = new EngineRig(new MediaSettings { Workers = 2 });
        await rig.JoinAsync();
    }

    private static async Task JoinAndLeaveAsync(EngineRig rig, MediaClient witness, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await using var client = rig.Client();
            client.Lines.AddRange(EngineRig.UsualLines(client.Number));
            await rig.NegotiateAsync(client);
            await rig.ConnectAsync(client);
            await rig.NextEventAsync<MediaEvent.EndpointConnected>(happened => happened.Endpoint == client.Number);
            if (i % 2 == 0)
            {
                client.Close();
                await rig.NextEventAsync<MediaEvent.EndpointLost>();
            }

            rig.Engine.CloseEndpoint(new EndpointId(rig.Bridge, client.Number));
            Assert.Single((await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints);
        }

        await witness.CheckAsync();
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private static int Handles() => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count();

    /// <summary>The system takes a moment to end a thread that has been joined, and says so nowhere.</summary>
    private static async Task AssertNoThreadAsync(string name)
    {
        using var late = new CancellationTokenSource(MediaClient.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (Directory.EnumerateDirectories($"/proc/{Environment.ProcessId}/task").Any(
            task => NameOf(task).StartsWith(name, StringComparison.Ordinal)))
        {
            Assert.False(late.IsCancellationRequested, $"A thread {name} is left.");
            await timer.WaitForNextTickAsync();
        }
    }

    private static string NameOf(string task)
    {
        try
        {
            return File.ReadAllText($"{task}/comm");
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return "";
        }
    }
}
