using System.Net;
using Cluster.Media.Engine;
using Cluster.Media.Engine.NodeRelays;
using Cluster.Media.Tests.Engine;
using Xunit;

namespace Cluster.Media.Tests.Relays;

/// <summary>A room on two nodes, on real UDP: for those in it it is one room, and for everybody else there is nothing to get in by.</summary>
public sealed class NodeRelayTests
{
    private static readonly MediaSettings TwoWorkers = new() { Workers = 2, EndpointsPerWorker = 2, StrangersPerSecondMax = 10_000_000 };

    [Fact]
    public async Task Everybody_sees_and_hears_everybody_also_behind_the_part_that_has_the_relay()
    {
        await using var rig = await NodesRig.StartAsync(TwoWorkers);
        MediaClient[] here = await rig.JoinAsync(0, 3), there = await rig.JoinAsync(1, 2);
        MediaClient[] all = [.. here, .. there];
        Array.ForEach(here, viewer => rig.View(0, viewer, [.. all.Where(other => other != viewer)]));
        Array.ForEach(there, viewer => rig.View(1, viewer, [.. all.Where(other => other != viewer)]));
        await using var cameras = Cameras(all);
        foreach (var speakers in new[] { all[..3], all[2..] })
        {
            // Three at a time, since a room carries four microphones.
            await using var voices = Repeat.Every(20, speakers, client => client.SendRaw(client.MakeAudio(client.Lines[0], client.Microphone)));
            foreach (var listener in all)
            {
                var awaited = speakers.Where(other => other != listener).Select(other => other.Lines[0].Number).ToHashSet();
                await EngineRig.NextPacketAsync(listener, packet => awaited.Remove(packet.Source) && awaited.Count == 0);
            }
        }

        foreach (var viewer in all)
        {
            var awaited = all.Where(other => other != viewer).Select(other => other.Lines[1].Number).ToHashSet();
            await EngineRig.NextPacketAsync(viewer, packet => awaited.Remove(packet.Source) && awaited.Count == 0);
        }

        Assert.Equal(6, (await rig.RelayOfAsync(1)).Sources);
        Assert.Equal(4, (await rig.RelayOfAsync(0)).Sources);
        rig.Close(0);
        rig.Close(1);
        Assert.Empty((await rig[1].Plane.ReadBridgeAsync(rig[1].Bridge))!.Parts[0].Relays);
    }

    [Fact]
    public async Task A_picture_crosses_once_however_many_see_it_and_not_when_nobody_does()
    {
        await using var rig = await NodesRig.StartAsync();
        var ann = (await rig.JoinAsync(0, 1))[0];
        var viewers = await rig.JoinAsync(1, 3);
        See(rig, ann, viewers);
        await using (Cameras([ann]))
        {
            foreach (var viewer in viewers)
            {
                await EngineRig.NextPacketAsync(viewer, packet => packet.Source == ann.Lines[1].Number);
            }
        }

        var crossed = (await rig.RelayOfAsync(0)).PacketsSent;
        for (var i = 0; i < 50; i++)
        {
            await SendOneAsync();
        }

        Assert.InRange((await rig.RelayOfAsync(0)).PacketsSent - crossed, 50, 52);
        Array.ForEach(viewers, viewer => rig.View(1, viewer));
        await UntilAsync(rig, async () =>
        {
            var before = (await rig.RelayOfAsync(0)).PacketsSent;
            await SendOneAsync();
            return (await rig.RelayOfAsync(0)).PacketsSent == before;
        });

        async Task SendOneAsync()
        {
            var before = await TakenAsync();
            ann.SendRaw(ann.MakeFrame(ann.Lines[1], ann.Camera, keyframe: true));
            await UntilAsync(rig, async () => await TakenAsync() > before);
        }

        async Task<long> TakenAsync() =>
            (await rig[0].Plane.ReadBridgeAsync(rig[0].Bridge))!.Endpoints[0].Sources.Single(source => source.Kind == SourceKind.Camera).Layers[0].Packets;
    }

    [Fact]
    public async Task One_datagram_in_twenty_may_be_lost_and_every_picture_still_comes()
    {
        await using var rig = await NodesRig.StartAsync();
        var ann = (await rig.JoinAsync(0, 1))[0];
        var viewer = (await rig.JoinAsync(1, 1))[0];
        await using (Cameras([ann]))
        {
            See(rig, ann, viewer);
            await EngineRig.NextPacketAsync(viewer, packet => packet.Source == ann.Lines[1].Number);
        }

        var random = new Random(5);
        var lost = 0;
        rig.Wires[1].Carry = datagram => datagram.Length > 60 && random.Next(20) == 0 && Interlocked.Increment(ref lost) > 0 ? [] : [datagram];
        const int Frames = 400;
        var sent = 0;
        await using var sending = Repeat.Every(5, [ann], client =>
        {
            if (sent++ < Frames)
            {
                client.SendRaw(client.MakeFrame(client.Lines[1], client.Camera, keyframe: sent == 1, bytes: 200));
            }
            else
            {
                // What is lost last is noticed with what comes behind it.
                rig.Wires[1].Carry = static datagram => [datagram];
                client.SendRaw(client.MakeFrame(client.Lines[1], client.Camera, keyframe: false, bytes: 100));
            }
        });
        var seen = new HashSet<int>();
        await EngineRig.NextPacketAsync(viewer, packet =>
            packet.Source == ann.Lines[1].Number && packet.Payload.Length > 150 && seen.Add(packet.Sequence) && seen.Count == Frames);
        Assert.InRange(lost, 5, 60);
        var (away, here) = (Relayed(0), Relayed(1));
        Assert.Equal((lost, 0), (here.Missing, here.Late));
        Assert.InRange(here.PacketsIn, Frames, away.PacketsOut - lost);
        Assert.InRange(here.BytesIn, Frames * 200, away.BytesOut);

        RelayReading Relayed(int node) => ((MediaEngine)rig[node].Plane).Read().Workers.Aggregate(
            new RelayReading(0, 0, 0, 0, 0, 0),
            (all, it) => new RelayReading(
                all.PacketsIn + it.Relayed.PacketsIn, all.BytesIn + it.Relayed.BytesIn, all.PacketsOut + it.Relayed.PacketsOut, all.BytesOut + it.Relayed.BytesOut,
                all.Missing + it.Relayed.Missing, all.Late + it.Relayed.Late));
    }

    [Fact]
    public async Task What_is_tampered_with_repeated_or_a_stranger_s_is_refused_and_counted()
    {
        await using var rig = await NodesRig.StartAsync();
        var kept = new List<byte[]>();
        rig.Wires[1].Carry = datagram =>
        {
            lock (kept)
            {
                kept.Add(datagram);
                return [datagram];
            }
        };
        await UntilAsync(rig, () => Task.FromResult(Kept().Length >= 10));
        var before = rig[1].Plane.ReadCounters();
        foreach (var datagram in Kept()[..5])
        {
            rig.Wires[1].Send(datagram);
            byte[] changed = [.. datagram];
            changed[5] ^= 0x40;
            rig.Wires[1].Send(changed);
            byte[] stranger = [.. datagram];
            stranger[2] ^= 1;
            rig.Wires[1].Send(stranger);
            rig.Wires[1].Send([RelayDatagram.Protocol, .. datagram.AsSpan(1, 20)]);
        }

        await UntilAsync(rig, () => Task.FromResult(Dropped("relay-replayed") >= 5 && Dropped("relay-unauthentic") >= 5 && Dropped("relay-unknown") >= 10));
        Assert.Equal((5, 5, 10), (Dropped("relay-replayed"), Dropped("relay-unauthentic"), Dropped("relay-unknown")));
        Assert.Equal(0, Dropped("relay-malformed"));

        byte[][] Kept()
        {
            lock (kept)
            {
                return [.. kept];
            }
        }

        long Dropped(string reason) => rig[1].DropsSince(before).GetValueOrDefault(reason);
    }

    [Fact]
    public async Task A_relay_that_is_cut_says_so_and_goes_on_by_itself()
    {
        await using var rig = await NodesRig.StartAsync();
        var ann = (await rig.JoinAsync(0, 1))[0];
        var viewer = (await rig.JoinAsync(1, 1))[0];
        See(rig, ann, viewer);
        await using (Cameras([ann]))
        {
            await EngineRig.NextPacketAsync(viewer, packet => packet.Source == ann.Lines[1].Number);
        }

        // From here on no keyframe comes unless it is asked for.
        var asked = 0;
        await using var goesOn = Repeat.Every(20, [ann], client =>
        {
            var keyframe = false;
            while (client.Controls.TryRead(out var compound))
            {
                keyframe |= SeveralWorkersTests.AsksForKeyframe(compound, client.Camera.Ssrc);
            }

            asked += keyframe ? 1 : 0;
            client.SendRaw(client.MakeFrame(client.Lines[1], client.Camera, keyframe));
        });
        Array.ForEach(rig.Wires, wire => wire.Carry = static _ => []);
        await Task.WhenAll(rig.Nodes.Select(node => node.NextEventAsync<MediaEvent.RelaySilent>()));
        while (viewer.Packets.TryRead(out _))
        {
            // Pictures from before.
        }

        var before = asked;
        Array.ForEach(rig.Wires, wire => wire.Carry = static datagram => [datagram]);
        await Task.WhenAll(rig.Nodes.Select(node => node.NextEventAsync<MediaEvent.RelayHeard>()));
        var first = await EngineRig.NextPacketAsync(viewer, packet => packet.Source == ann.Lines[1].Number);
        Assert.Equal(0, first.Payload[5] & 1);
        Assert.InRange(asked - before, 1, 4);
    }

    [Fact]
    public async Task Other_secrets_replace_those_in_use_and_what_crosses_goes_on()
    {
        await using var rig = await NodesRig.StartAsync();
        var ann = (await rig.JoinAsync(0, 1))[0];
        var viewer = (await rig.JoinAsync(1, 1))[0];
        See(rig, ann, viewer);
        await using var cameras = Cameras([ann]);
        for (var round = 0; round < 3; round++)
        {
            await EngineRig.NextPacketAsync(viewer, packet => packet.Source == ann.Lines[1].Number);
            await rig.RenewAsync();
            while (viewer.Packets.TryRead(out _))
            {
                // Pictures from before.
            }
        }

        await EngineRig.NextPacketAsync(viewer, packet => packet.Source == ann.Lines[1].Number);
        Assert.Equal(2, (await rig.RelayOfAsync(1)).Sources);
    }

    [Fact]
    public async Task More_relays_than_may_be_and_ids_that_are_taken_are_refused()
    {
        await using var rig = new EngineRig(new MediaSettings { RelaysPerBridgeMax = 2 });
        var place = new IPEndPoint(IPAddress.Loopback, 9);
        RelaySecret mine = RelaySecret.Make(), theirs = RelaySecret.Make();
        Assert.True(await OpenAsync(1, mine));
        Assert.True(await OpenAsync(1, mine));
        Assert.False(await OpenAsync(2, mine));
        Assert.True(await OpenAsync(2, RelaySecret.Make()));
        Assert.False(await OpenAsync(3, RelaySecret.Make()));
        rig.Plane.CloseRelay(rig.Bridge, 1);
        Assert.True(await OpenAsync(3, mine));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => OpenAsync(4, mine with { Key = [1] }));
        rig.Plane.CloseBridge(rig.Bridge);
        Assert.False(await OpenAsync(4, RelaySecret.Make()));
        Assert.Null(await rig.Plane.FindRelayPlaceAsync(rig.Bridge));
        Assert.DoesNotContain(Convert.ToHexString(mine.Key), $"{new RelayOpening(1, 1, place, mine, theirs, false)}", StringComparison.OrdinalIgnoreCase);

        Task<bool> OpenAsync(long number, RelaySecret receiving) =>
            rig.Plane.OpenRelayAsync(rig.Bridge, new RelayOpening(number, 1, place, theirs, receiving, PeerLeads: false));
    }

    private static Repeat Cameras(IReadOnlyList<MediaClient> clients) =>
        Repeat.Every(20, clients, client => client.SendRaw(client.MakeFrame(client.Lines[1], client.Camera, keyframe: true)));

    private static void See(NodesRig rig, MediaClient shown, params MediaClient[] viewers) =>
        Array.ForEach(viewers, viewer => rig.View(1, viewer, shown));

    /// <summary>Asks the engine, which answers once a turn, until it holds.</summary>
    private static async Task UntilAsync(NodesRig rig, Func<Task<bool>> holds)
    {
        using var late = new CancellationTokenSource(MediaClient.Patience);
        while (!await holds())
        {
            late.Token.ThrowIfCancellationRequested();
            await rig[1].Plane.ReadBridgeAsync(rig[1].Bridge);
        }
    }
}
