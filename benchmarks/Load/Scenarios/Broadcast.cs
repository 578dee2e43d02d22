using System.Net;
using Bench.Load.Clients;
using Bench.Load.Measuring;
using Bench.Load.Net;
using Bench.Load.Servers;
using Bench.Load.Streams;
using Cluster.Media.Srtp;

namespace Bench.Load.Scenarios;

/// <summary>
/// One sender, many receivers, through a server with ICE, DTLS and SRTP: a paced video stream of full packets, in bursts of four
/// as pacers send them.
/// </summary>
internal sealed class Broadcast : IRoom
{
    public const int PacketBytes = 1_200;
    public const int BurstPackets = 4;

    private readonly IServer _server;
    private readonly Crowd _crowd;
    private readonly VideoStream _video;

    private Broadcast(IServer server, Crowd crowd, VideoStream video) => (_server, _crowd, _video) = (server, crowd, video);

    public int ProcessId => _server.ProcessId;

    public int Receivers => _crowd.Clients.Count - 1;

    public Reactor Reactor => _crowd.Reactor;

    public LatencyHistogram Latency => _crowd.Latency;

    public Crowd Crowd => _crowd;

    /// <summary>Everybody is in and has keys; nothing is sent yet.</summary>
    public static async Task<Broadcast> OpenAsync(
        IServer server, int receivers, SrtpProfile profile, IPAddress local, CancellationToken cancel)
    {
        var crowd = new Crowd(profile, local);
        try
        {
            var publisher = crowd.Add();
            var video = publisher.AddCamera("0", 1, new VideoShape(0, PacketBytes, BurstPackets, 720))[0];
            await server.PublishAsync(publisher, cancel);
            for (var i = 0; i < receivers; i++)
            {
                var client = crowd.Add();
                client.Inbound.IsSteady = true;
                client.Inbound.HasSourceNumbers = server.WritesSourceNumbers;
                await server.SubscribeAsync(client, publisher, cancel);
            }

            // All of one receiver is looked at.
            crowd.Clients[1].Inbound.SampleEvery = 1;
            return new Broadcast(server, crowd, video);
        }
        catch
        {
            await crowd.DisposeAsync();
            throw;
        }
    }

    public Task SendAsync(double packetsPerSecond) => Reactor.DoAsync(() =>
    {
        _video.PacketsPerSecond = packetsPerSecond;
        _video.IsOn = packetsPerSecond > 0;
    });

    public Task<Tally> RestartAsync() => _crowd.RestartAsync();

    public Task<Tally> CountAsync() => _crowd.CountAsync();

    public ValueTask DisposeAsync() => _crowd.DisposeAsync();
}
