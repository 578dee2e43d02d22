using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Remote;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Placement;
using Cluster.Actors.Tickets;

namespace Actors.Tests.Tickets;

/// <summary>An offer with two tickets goes to the first one's bridge, unless that is known to be gone.</summary>
public sealed class TicketOfficeTests
{
    private static readonly byte[] SecretKey = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];

    [Fact]
    public async Task A_bridge_whose_node_the_connection_to_broke_is_asked_last()
    {
        await using var nodes = await SeveralNodes.StartAsync(2, _ => OneNode.Settings with { SecretKey = SecretKey });
        string[] tickets = [await TicketAsync(nodes[0], nodes[1]), await TicketAsync(nodes[0], nodes[0])];
        Assert.Equal(tickets[0], await AnsweredAsync(nodes[0], tickets));

        var other = nodes[1].Cluster.SelfAddress;
        nodes[0].System.EventStream.Publish(new DisassociatedEvent(nodes[0].Cluster.SelfAddress, other, inbound: false));
        Assert.Equal(tickets[1], await AnsweredAsync(nodes[0], tickets));

        nodes[0].System.EventStream.Publish(new AssociatedEvent(nodes[0].Cluster.SelfAddress, other, inbound: false));
        Assert.Equal(tickets[0], await AnsweredAsync(nodes[0], tickets));
    }

    [Fact]
    public async Task Those_at_a_bridge_whose_node_the_connection_to_broke_are_told_to_look_once()
    {
        await using var nodes = await SeveralNodes.StartAsync(2, _ => OneNode.Settings with { SecretKey = SecretKey });
        string[] tickets = [await TicketAsync(nodes[0], nodes[1]), await TicketAsync(nodes[0], nodes[0])];
        using var heard = Inbox.Create(nodes[0].System);
        nodes[0].System.EventStream.Subscribe(heard.Receiver, typeof(BridgeDoubt));
        var broke = new DisassociatedEvent(nodes[0].Cluster.SelfAddress, nodes[1].Cluster.SelfAddress, inbound: false);

        nodes[0].System.EventStream.Publish(broke);
        nodes[0].System.EventStream.Publish(broke);
        var doubt = Assert.IsType<BridgeDoubt>(await heard.ReceiveAsync(TimeSpan.FromSeconds(5)));
        Assert.Equal([true, false, false], [.. tickets.Select(doubt.Concerns), doubt.Concerns("no ticket")]);
        await Assert.ThrowsAsync<TimeoutException>(() => heard.ReceiveAsync(TimeSpan.FromMilliseconds(300)));

        // Whoever comes later asks; about the others nothing is said.
        using var answers = Inbox.Create(nodes[0].System);
        foreach (var ticket in tickets)
        {
            nodes[0].System.ActorSelection(TicketedOffer.Office).Tell(new DoubtInquiry(ticket), answers.Receiver);
        }

        doubt = Assert.IsType<BridgeDoubt>(await answers.ReceiveAsync(TimeSpan.FromSeconds(5)));
        Assert.Equal([true, false], [.. tickets.Select(doubt.Concerns)]);
        await Assert.ThrowsAsync<TimeoutException>(() => answers.ReceiveAsync(TimeSpan.FromMilliseconds(300)));
    }

    // Which ticket admitted.
    private static async Task<string?> AnsweredAsync(OneNode edge, IReadOnlyList<string> tickets)
    {
        var offer = new TicketedOffer(
            "r", tickets, new MediaOffer("offer", [new OfferedSource("0", Cluster.Media.SourceKind.Microphone)], []), new DeviceState(true, false, false), 0, []);
        var reply = await edge.System.ActorSelection(TicketedOffer.Office).Ask<ParticipantNotice>(offer, TimeSpan.FromSeconds(20));
        return Assert.IsType<ParticipantNotice.Answered>(reply).Ticket;
    }

    // For a bridge that lives there.
    private static async Task<string> TicketAsync(OneNode asker, OneNode home)
    {
        var node = home.Cluster.SelfAddress.ToString();
        foreach (var shard in Enumerable.Range(0, OneNode.Settings.BridgeShards))
        {
            var at = await asker.Regions.Bridges.Ask<ShardAt>(new ClaimShard(shard), TimeSpan.FromSeconds(20));
            if (at.Node == node)
            {
                return TicketSeal.Of(SecretKey).Sign(TicketSealTests.Ticket with
                {
                    Bridge = new BridgeKey(shard, Names.Room("standup"), 1),
                    Node = node,
                    ExpiresAtMs = DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds(),
                });
            }
        }

        throw new InvalidOperationException($"No shard lives on {node}");
    }
}
