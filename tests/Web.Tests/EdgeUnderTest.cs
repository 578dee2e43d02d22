using System.Net;
using System.Threading.Channels;
using Akka.Actor;
using Cluster.Web;
using Cluster.Web.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Web.Tests.Signalling;

namespace Web.Tests;

/// <summary>The real edge on a real Kestrel and a port of its own; only the participants' region is the test's.</summary>
internal sealed class EdgeUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ActorSystem _system;
    private readonly Channel<Asked> _asked = Channel.CreateUnbounded<Asked>();

    private EdgeUnderTest(WebApplication app, ActorSystem system)
    {
        _app = app;
        _system = system;
    }

    public EdgeGate Gate => _app.Services.GetRequiredService<EdgeGate>();

    public IServiceProvider Services => _app.Services;

    public Uri Address { get; private set; } = null!;

    public IReadOnlyList<string> SilentRegions { get; set; } = [];

    public HttpClient Http { get; private set; } = null!;

    public static async Task<EdgeUnderTest> StartAsync(WebSettings? settings = null, bool open = true, CertificateHolder? certificates = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        settings ??= new WebSettings();
        builder.AddParleyEdge(
            certificates is null ? settings with { Urls = [new Uri("http://127.0.0.1:0")] } : settings, new EdgeGate(), certificates);
        var app = builder.Build();
        app.UseParleyEdge();
        var edge = new EdgeUnderTest(app, ActorSystem.Create("edge", "akka.loglevel = off\nakka.stdout-loglevel = off"));
        await app.StartAsync();
        edge.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single(address => address.StartsWith("http:", StringComparison.Ordinal)));
        edge.Http = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = false }) { BaseAddress = edge.Address };
        if (open)
        {
            edge.Open();
        }

        return edge;
    }

    public void Open() => Gate.Open(
        _system,
        _system.ActorOf(Props.Create(() => new RecordingParticipants(_asked.Writer))),
        _ => Task.FromResult(SilentRegions));

    /// <summary>The next command the edge sends to a participant.</summary>
    public async Task<Asked> NextAskedAsync()
    {
        using var patience = new CancellationTokenSource(TestClient.Patience);
        try
        {
            return await _asked.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException("No command reached the participants' region.");
        }
    }

    public Task<TestClient> ConnectAsync(string? origin = null, string? subprotocol = "parley.v1") =>
        TestClient.ConnectAsync(new UriBuilder(Address) { Scheme = "ws", Path = "/api/v1/signalling" }.Uri, origin, subprotocol);

    /// <summary>A client that is in the meeting, and the connection actor behind it.</summary>
    public async Task<(TestClient Client, Asked Join, string Self)> JoinAsync()
    {
        var client = await ConnectAsync();
        await client.SendAsync(TestClient.JoinMessage("j1"));
        var join = await NextAskedAsync();
        var self = join.Command.Key.Participant;
        join.Connection.Tell(Samples.Joined("j1", self), ActorRefs.NoSender);
        var joined = await client.ReceiveAsync();
        Assert.Equal("joined", joined.GetProperty("type").GetString());
        return (client, join, self);
    }

    public async ValueTask DisposeAsync()
    {
        Gate.Close();
        Http.Dispose();
        await _app.DisposeAsync();
        await _system.Terminate();
    }
}
