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

        await using var cameras = Repeat.Every(20, clients, client => client.SendRaw(client.MakeFrame(client.Lines[1], client.Camera, keyframe: true)));
        await using var voices = Repeat.Every(20, clients, client => client.SendRaw(client.MakeAudio(client.Lines[0], client.Microphone)));
        foreach (var viewer in clients)
        {
            foreach (var kind in new[] { 0, 1 })
            {
                var awaited = clients.Where(other => other != viewer).Select(other => other.Lines[kind].Number).ToHashSet();
                await EngineRig.NextPacketAsync(viewer, packet => awaited.Remove(packet.Source) && awaited.Count == 0);
            }
        }

        Assert.Equal(4, (await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints.Count);
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
