using System.Net;
using Bench.Load.Clients;
using Bench.Load.Scenarios;
using Cluster.Media.Srtp;

namespace Load.Tests;

/// <summary>The load generator against the engine: what it sends arrives, and its checks see every packet.</summary>
public sealed class BroadcastTests
{
    private const int Receivers = 3;
    private const int Packets = 400;

    [Theory]
    [InlineData("gcm")]
    [InlineData("cm")]
    public async Task What_one_sends_reaches_three_whole_in_order_and_under_its_number(string profile)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var server = new InProcessServer();
        await using var room = await Broadcast.OpenAsync(
            server,
            Receivers,
            profile == "gcm" ? SrtpProfile.AeadAes128Gcm : SrtpProfile.Aes128CmHmacSha1_80,
            IPAddress.Loopback,
            late.Token);
        foreach (var client in room.Crowd.Clients)
        {
            client.Inbound.SampleEvery = 1;
        }

        await room.SendAsync(800);
        await UntilAsync(room, tally => tally.Sent >= Packets, late.Token);
        await room.SendAsync(0);
        var sent = (await room.CountAsync()).Sent;

        // The first may go out before the server knows its receivers: from the first one that a receiver has, all must come.
        await UntilAsync(
            room,
            _ => room.Crowd.Clients.Skip(1).All(client => client.Inbound.LastNumber == sent - 1),
            late.Token);
        var tally = await room.CountAsync();
        Assert.Equal("", room.Crowd.CollectProblems().ToString());
        Assert.Equal(0, tally.Lost);
        Assert.Equal(tally.Received, tally.Checked);
        Assert.All(room.Crowd.Clients.Skip(1), client => Assert.Equal([1u], client.Inbound.Sources.Keys));
    }

    // Each count is an answer of the generator's own thread, so this turns with it.
    private static async Task UntilAsync(Broadcast room, Func<Tally, bool> isThere, CancellationToken late)
    {
        while (!isThere(await room.CountAsync()))
        {
            Assert.False(late.IsCancellationRequested, $"waited for packets in vain: {await room.CountAsync()}");
        }
    }
}
