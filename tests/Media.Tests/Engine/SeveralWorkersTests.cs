using Cluster.Media.Rtcp;
using Xunit;

namespace Cluster.Media.Tests.Engine;

/// <summary>A room larger than one worker, on real UDP: from outside it is one bridge.</summary>
public sealed class SeveralWorkersTests
{
    private static readonly MediaSettings TwoEach = new() { Workers = 2, EndpointsPerWorker = 2 };

    [Fact]
    public async Task Four_clients_on_two_workers_all_hear_and_see_each_other()
    {
        await using var rig = new EngineRig(TwoEach);
        var clients = await JoinAsync(rig, 4);
        Assert.Equal([2, 2], clients.GroupBy(client => client.Answer.Candidates[0].Port).Select(group => group.Count()));
        foreach (var client in clients)
        {
            View(rig, client, [.. clients.Where(other => other != client)]);
        }

        await using var cameras = Cameras(clients);
        await using var voices = Repeat.Every(20, clients, client => client.SendRaw(client.MakeAudio(client.Lines[0], client.Microphone)));
        foreach (var viewer in clients)
        {
            foreach (var kind in new[] { 0, 1 })
            {
                var awaited = clients.Where(other => other != viewer).Select(other => other.Lines[kind].Number).ToHashSet();
                await EngineRig.NextPacketAsync(viewer, packet => awaited.Remove(packet.Source) && awaited.Count == 0);
            }
        }

        var state = (await rig.Engine.ReadBridgeAsync(rig.Bridge))!;
        Assert.Equal(clients.Select(client => client.Number), state.Endpoints.Select(endpoint => endpoint.Number).Order());
        Assert.Equal([(0, 2), (1, 2)], state.Parts.Select(part => (part.Number, part.Endpoints.Count)));
        Assert.Equal(2, state.Parts.Select(part => part.Worker).Distinct().Count());
        Assert.All(state.Parts, part =>
        {
            var relay = Assert.Single(part.Relays);
            Assert.Equal(1 - part.Number, relay.Peer);
            Assert.Equal(4, relay.Sources);
            Assert.NotEqual((0, 0), (relay.PacketsSent, relay.PacketsReceived));
        });
    }

    [Fact]
    public async Task A_picture_gives_way_to_another_one_of_the_other_worker_and_to_one_of_the_own()
    {
        await using var rig = new EngineRig(TwoEach);
        var clients = await JoinAsync(rig, 4);
        var viewer = clients[3];
        await using var cameras = Cameras(clients);
        uint? slot = null;
        foreach (var next in new[] { clients[0], clients[1], clients[2], clients[0] })
        {
            View(rig, viewer, next);
            var first = await EngineRig.NextPacketAsync(viewer, packet => packet.Source == next.Lines[1].Number);
            Assert.Equal(0, first.Payload[5] & 1);
            slot ??= first.Ssrc;
        }

        Assert.NotNull(slot);
    }

    [Fact]
    public async Task A_keyframe_request_reaches_a_sender_on_the_other_worker()
    {
        await using var rig = new EngineRig(TwoEach);
        var clients = await JoinAsync(rig, 3);
        var (sender, viewer) = (clients[0], clients[2]);
        View(rig, viewer, sender);

        // It is asked for its first keyframe, and sends none other from there on.
        await using (Repeat.Every(20, [sender], client => client.SendRaw(client.MakeFrame(client.Lines[1], client.Camera, keyframe: true))))
        {
            await EngineRig.NextPacketAsync(viewer, packet => packet.Source == sender.Lines[1].Number);
        }

        while (sender.Controls.TryRead(out _))
        {
            // Requests from before.
        }

        await using var goesOn = Repeat.Every(20, [sender], client => client.SendRaw(client.MakeFrame(client.Lines[1], client.Camera, keyframe: false)));
        var shown = await EngineRig.NextPacketAsync(viewer, packet => packet.Source == sender.Lines[1].Number && (packet.Payload[5] & 1) == 1);

        // Repeated, since one that was on its way while a keyframe came asks for nothing.
        await using var asking = Repeat.Every(150, [viewer], client => client.SendRaw(client.MakeControl((ref RtcpWriter writer) => writer.Pli(7, shown.Ssrc))));
        using var late = new CancellationTokenSource(MediaClient.Patience);
        while (!AsksForKeyframe(await sender.Controls.ReadAsync(late.Token), sender.Camera.Ssrc))
        {
            // Reports and feedback.
        }
    }

    [Fact]
    public async Task A_muted_one_and_one_who_leaves_are_not_seen_on_the_other_worker_any_more()
    {
        await using var rig = new EngineRig(TwoEach);
        var clients = await JoinAsync(rig, 3);
        var (ann, ben, viewer) = (clients[0], clients[1], clients[2]);
        View(rig, viewer, ann, ben);
        await using var cameras = Cameras([ann, ben]);
        await AssertSeenAsync(viewer, ann, ben);

        rig.Engine.SetSourceMuted(rig.Bridge, new SourceNumber(ann.Lines[1].Number), muted: true);
        await AssertAloneAsync(viewer, ben);
        rig.Engine.SetSourceMuted(rig.Bridge, new SourceNumber(ann.Lines[1].Number), muted: false);
        await AssertSeenAsync(viewer, ann, ben);

        rig.Engine.CloseEndpoint(new EndpointId(rig.Bridge, ann.Number));
        await AssertAloneAsync(viewer, ben);
    }

    [Fact]
    public async Task A_further_worker_leaves_the_room_with_its_last_client_and_comes_back_for_the_next()
    {
        await using var rig = new EngineRig(TwoEach);
        var clients = await JoinAsync(rig, 3);
        var first = clients[0].Answer.Candidates[0].Port;
        for (var round = 0; round < 3; round++)
        {
            var last = clients[2];
            Assert.NotEqual(first, last.Answer.Candidates[0].Port);
            await using (Repeat.Every(20, [last], client => client.SendRaw(client.MakeAudio(client.Lines[0], client.Microphone))))
            {
                await EngineRig.NextPacketAsync(clients[0], packet => packet.Source == last.Lines[0].Number);
            }

            rig.Engine.CloseEndpoint(new EndpointId(rig.Bridge, last.Number));
            Assert.Equal(2, (await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints.Count);
            clients[2] = (await JoinAsync(rig, 1))[0];
        }

        rig.Engine.CloseBridge(rig.Bridge);
        Assert.Null(await rig.Engine.ReadBridgeAsync(rig.Bridge));
        Assert.IsType<NegotiationResult.Refused>(await rig.OfferAsync(clients[0]));
    }

    [Fact]
    public async Task Where_every_worker_takes_part_all_are_filled_evenly_until_the_bridge_is_full()
    {
        await using var rig = new EngineRig(TwoEach with { EndpointsPerBridgeMax = 6 });
        var clients = await JoinAsync(rig, 6);
        Assert.Equal([3, 3], clients.GroupBy(client => client.Answer.Candidates[0].Port).Select(group => group.Count()));
        var late = rig.Client();
        late.Lines.AddRange(EngineRig.UsualLines(late.Number));
        Assert.Equal("bridge-full", Assert.IsType<NegotiationResult.Refused>(await rig.OfferAsync(late)).Code);
    }

    [Fact]
    public async Task Many_who_come_and_go_at_once_leave_no_trace_but_those_who_stay()
    {
        await using var rig = new EngineRig(new MediaSettings { Workers = 3, EndpointsPerWorker = 3 });
        var clients = Enumerable.Range(0, 60).Select(_ => rig.Client()).ToArray();
        for (var round = 0; round < 3; round++)
        {
            await Parallel.ForEachAsync(clients, async (client, _) =>
            {
                client.Lines.Clear();
                client.Lines.AddRange(EngineRig.UsualLines(client.Number));
                var negotiating = rig.OfferAsync(client);
                if (client.Number % 3 == 0)
                {
                    // Gone before it was there, and said once more when it is known what became of the offer.
                    rig.Engine.CloseEndpoint(new EndpointId(rig.Bridge, client.Number));
                }

                await negotiating;
                if (client.Number % 3 != 1)
                {
                    rig.Engine.CloseEndpoint(new EndpointId(rig.Bridge, client.Number));
                }
            });
            Assert.Equal(20, (await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints.Count);
            foreach (var client in clients)
            {
                rig.Engine.CloseEndpoint(new EndpointId(rig.Bridge, client.Number));
            }

            Assert.Empty((await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints);
        }

        // And the room is as good as new.
        var two = await JoinAsync(rig, 2);
        await ConnectTests.AssertHeardAsync(two[0], two[1]);
    }

    private static Repeat Cameras(IReadOnlyList<MediaClient> clients) =>
        Repeat.Every(20, clients, client => client.SendRaw(client.MakeFrame(client.Lines[1], client.Camera, keyframe: true)));

    private static async Task AssertSeenAsync(MediaClient viewer, params MediaClient[] seen)
    {
        var awaited = seen.Select(client => client.Lines[1].Number).ToHashSet();
        await EngineRig.NextPacketAsync(viewer, packet => awaited.Remove(packet.Source) && awaited.Count == 0);
    }

    /// <summary>Pictures come one by one from all who are seen: so many of one in a row, and there is no other.</summary>
    private static async Task AssertAloneAsync(MediaClient viewer, MediaClient seen)
    {
        var inARow = 0;
        await EngineRig.NextPacketAsync(viewer, packet => (inARow = packet.Source == seen.Lines[1].Number ? inARow + 1 : 0) == 25);
    }

    internal static bool AsksForKeyframe(byte[] compound, uint ssrc)
    {
        var reader = new RtcpReader(compound);
        while (reader.TryRead(out var packet))
        {
            if (Pli.TryParse(packet, out var asked) && asked == ssrc)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Clients with slots for three voices and three pictures.</summary>
    private static async Task<MediaClient[]> JoinAsync(EngineRig rig, int count)
    {
        var clients = new MediaClient[count];
        for (var i = 0; i < count; i++)
        {
            clients[i] = rig.Client();
            clients[i].Lines.AddRange(EngineRig.UsualLines(clients[i].Number));
            clients[i].Lines.AddRange([new("4", null, SlotUse.Speech), new("5", null, SlotUse.Speech), new("6", null, SlotUse.Video), new("7", null, SlotUse.Video)]);
            await rig.NegotiateAsync(clients[i]);
            await rig.ConnectAsync(clients[i]);
        }

        return clients;
    }

    private static void View(EngineRig rig, MediaClient viewer, params MediaClient[] seen) => rig.Engine.SetView(
        new EndpointId(rig.Bridge, viewer.Number), [.. seen.Select(other => new ViewEntry(new SourceNumber(other.Lines[1].Number), 720))]);
}
