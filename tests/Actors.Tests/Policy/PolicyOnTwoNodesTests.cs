using System.Net;
using System.Net.Sockets;
using Akka.Cluster;
using Cluster.Actors;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;

namespace Actors.Tests.Policy;

/// <summary>Two nodes of one cluster on one database: what one is told, the other does.</summary>
public sealed class PolicyOnTwoNodesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task A_change_on_one_node_holds_on_the_other_and_lists_show_the_rooms_of_both()
    {
        using var directory = new TemporaryDirectory();
        var port = FreePort();
        var settings = OneNode.Settings with { Store = new StoreSettings { SqlitePath = directory.File("parley.db") } };
        var seed = $"127.0.0.1:{port}";
        await using var first = await OneNode.StartAsync(settings with { NodePort = port, SeedNodes = [seed] });
        await using var second = await OneNode.StartAsync(settings with { SeedNodes = [seed] });
        await UntilAsync(() => Members(first) == 2 && Members(second) == 2, "both nodes to be up");
        await second.Policy.GetAsync();

        Assert.IsType<PolicyReply.Changed>(await second.Policy.SetAsync("rooms.creation", "authenticated"));
        await UntilAsync(() => first.Policy.Current.Creation == RoomCreation.Authenticated, "the first node to follow the second");
        Assert.IsType<PolicyReply.Changed>(await first.Policy.ResetAsync("rooms.creation"));
        await UntilAsync(() => second.Policy.Current.Creation == RoomCreation.Open, "the second node to follow the first");

        // More rooms than one node would keep: some live on each.
        var names = Enumerable.Range(0, 12).Select(number => $"room-{number:D2}").ToList();
        foreach (var name in names)
        {
            Assert.IsType<ParticipantNotice.Joined>(await new Browser(first, name).JoinAsync("Ann"));
        }

        foreach (var node in new[] { first, second })
        {
            Assert.Equal(names, (await node.Rooms.ListAsync(100)).Select(room => room.Name));
        }

        var shown = Assert.IsType<RoomAnswer.Shown>(
            await second.Rooms.ChangeAsync(Names.Room("room-00"), new RoomSettingsPatch("By the other node"), null, null));
        Assert.Equal(("By the other node", 1), (shown.Details.Info.Title, shown.Details.Participants));
    }

    private static int Members(OneNode node) =>
        Akka.Cluster.Cluster.Get(node.System).State.Members.Count(member => member.Status == MemberStatus.Up);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task UntilAsync(Func<bool> there, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!there())
        {
            try
            {
                await tick.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Waited in vain for {what}.");
            }
        }
    }
}
