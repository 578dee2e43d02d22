using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Hosting;
using Cluster.Actors;
using Cluster.Actors.Forming;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.Forming;

/// <summary>Who a node calls may end in the middle of the handshake: that is no reason for the caller to end, too.</summary>
public sealed class NodeTransportTests
{
    [Fact]
    public async Task One_that_hangs_up_in_the_handshake_does_not_end_who_called()
    {
        using var dying = new TcpListener(IPAddress.Loopback, 0);
        dying.Start();
        var calls = 0;
        var hangingUp = Task.Run(async () =>
        {
            while (true)
            {
                using var call = await dying.AcceptTcpClientAsync();
                Assert.NotEqual(0, await call.GetStream().ReadAsync(new byte[1]));
                Interlocked.Increment(ref calls);
            }
        });
        using var node = await StartAsync();
        using var other = await StartAsync();
        var system = node.Services.GetRequiredService<ActorSystem>();

        var gone = $"akka.ssl.tcp://{NodeAddress.SystemName}@127.0.0.1:{((IPEndPoint)dying.LocalEndpoint).Port}/user/anybody";
        await Until.TrueAsync("the node to have called twice", () =>
        {
            system.ActorSelection(gone).Tell("are you there?");
            Assert.False(hangingUp.IsFaulted, $"{hangingUp.Exception}");
            Assert.Null(CoordinatedShutdown.Get(system).ShutdownReason);
            return Volatile.Read(ref calls) >= 2;
        });

        Assert.False(system.WhenTerminated.IsCompleted);
        Assert.Null(CoordinatedShutdown.Get(system).ShutdownReason);
        Assert.Equal("here", await EchoAsync(system, other));
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
                .AddHocon("akka.remote.retry-gate-closed-for = 200 ms", HoconAddMode.Prepend)))
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
