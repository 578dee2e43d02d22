using Akka.Actor;
using Cluster.Actors;
using Cluster.Media;
using Cluster.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Web.Tests.Meetings;

/// <summary>The real edge on the real control plane; only packets are not real.</summary>
public sealed class NodeUnderTest : IAsyncLifetime
{
    private WebApplication _app = null!;

    internal AnsweringMediaPlane Media { get; } = new();

    internal Uri Address { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var gate = new EdgeGate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IMediaPlane>(Media);
        builder.Services.AddParleyActors(new ActorsSettings
        {
            Store = new StoreSettings { Kind = StoreKind.Memory },
            PasswordIterations = 10_000,
            ResumeGrace = TimeSpan.FromSeconds(30),
        });
        builder.AddParleyEdge(new WebSettings { Urls = [new Uri("http://127.0.0.1:0")] }, gate);
        _app = builder.Build();
        _app.UseParleyEdge();
        await _app.StartAsync();
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        var health = _app.Services.GetRequiredService<RegionHealth>();
        Assert.All(await health.CheckAsync(TimeSpan.FromSeconds(30)), region => Assert.True(region.Value, region.Key));
        gate.Open(_app.Services.GetRequiredService<ActorSystem>(), _app.Services.GetRequiredService<ParleyRegions>().Participants, _ => Task.FromResult<IReadOnlyList<string>>([]), _app.Services);
    }

    internal IServiceProvider Services => _app.Services;

    /// <param name="cookie">That of somebody who is signed in.</param>
    internal Task<TestClient> ConnectAsync(string? cookie = null) =>
        TestClient.ConnectAsync(new UriBuilder(Address) { Scheme = "ws", Path = "/api/v1/signalling" }.Uri, null, "parley.v1", cookie);

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
