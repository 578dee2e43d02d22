using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Hosting;
using Cluster.Actors;
using Cluster.Actors.Forming;
using Cluster.Actors.Membership;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.Forming;

/// <summary>Who a node calls may end in the middle of the handshake: that is no reason for the caller to end, too, or to wait.</summary>
public sealed class NodeTransportTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_hangs_up_in_the_handshake_or_falls_silent_is_called_again_and_does_not_end_who_called(bool silent)
    {
        using var dying = new TcpListener(IPAddress.Loopback, 0);
        dying.Start();
        ConcurrentQueue<TcpClient> calls = [];
        var answering = Task.Run(async () =>
        {
            while (true)
            {
                var call = await dying.AcceptTcpClientAsync();
                Assert.NotEqual(0, await call.GetStream().ReadAsync(new byte[1]));
                if (!silent)
                {
                    call.Dispose();
                }

                calls.Enqueue(call);
            }
        });
        using var node = await StartAsync();
        using var other = await StartAsync();
        var system = node.Services.GetRequiredService<ActorSystem>();

        var gone = $"akka.ssl.tcp://{NodeAddress.SystemName}@127.0.0.1:{((IPEndPoint)dying.LocalEndpoint).Port}/user/anybody";
        var since = await Until.TrueAsync("the node to have called twice", () =>
        {
            system.ActorSelection(gone).Tell("are you there?");
            Assert.False(answering.IsFaulted, $"{answering.Exception}");
            Assert.Null(CoordinatedShutdown.Get(system).ShutdownReason);
            return calls.Count >= 2;
        });

        // The engine's own patience with one that says nothing is 15 s.
        Assert.InRange(since.TotalSeconds, 0, 12);
        Assert.False(system.WhenTerminated.IsCompleted);
        Assert.Equal("here", await EchoAsync(system, other));
        foreach (var call in calls)
        {
            call.Dispose();
        }
    }

    private static async Task<string> EchoAsync(ActorSystem from, IHost to)
    {
        var system = to.Services.GetRequiredService<ActorSystem>();
        var echo = system.ActorOf(Props.Create<Echo>(), "echo");
        var address = ((ExtendedActorSystem)system).Provider.DefaultAddress;
        return await from.ActorSelection(new RootActorPath(address) / "user" / echo.Path.Name).Ask<string>("here", TimeSpan.FromSeconds(10));
    }

    private static async Task<IHost> StartAsync()
    {
        var settings = OneNode.Settings with { Forming = OneNode.Settings.Forming with { Certificate = s_certificate.Value } };
        var host = new HostBuilder()
            .ConfigureServices(services => services.AddAkka(NodeAddress.SystemName, builder => builder
                .WithNodes(settings, new RefusedNodes(NullLogger.Instance))
                .AddHocon(MembershipHocon.Create(settings.Membership, shared: false), HoconAddMode.Prepend)))
            .Build();
        await host.StartAsync();
        return host;
    }

    private static readonly Lazy<NodeCertificate> s_certificate = new(() =>
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=nodes", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
        return new NodeCertificate(made, [made]);
    });

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }
}
