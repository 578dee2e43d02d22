using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Cluster.Actors;
using Cluster.Actors.Accounts;
using Cluster.Actors.Placement;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;
using Cluster.Actors.Security;
using Cluster.Actors.Storage;
using Cluster.Media;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Tests.Support;

/// <summary>The whole control plane of one node, as the program runs it, on a media plane that records.</summary>
internal sealed class OneNode : IAsyncDisposable
{
    private readonly IHost host;

    private OneNode(IHost host, RecordingMediaPlane media)
    {
        this.host = host;
        Media = media;
    }

    public RecordingMediaPlane Media { get; }

    /// <summary>The node's place in the cluster.</summary>
    public Akka.Cluster.Cluster Cluster => Akka.Cluster.Cluster.Get(System);

    public ActorSystem System => host.Services.GetRequiredService<ActorSystem>();

    public ParleyRegions Regions => host.Services.GetRequiredService<ParleyRegions>();

    public AccountDirectory Accounts => host.Services.GetRequiredService<AccountDirectory>();

    public AccountTable AccountTable => host.Services.GetRequiredService<AccountTable>();

    public ServerPolicyDirectory Policy => host.Services.GetRequiredService<ServerPolicyDirectory>();

    public RoomDirectory Rooms => host.Services.GetRequiredService<RoomDirectory>();

    public SessionTable Sessions => host.Services.GetRequiredService<SessionTable>();

    internal PasswordHashing Passwords => host.Services.GetRequiredService<PasswordHashing>();

    internal MediaNodes MediaNodes => host.Services.GetRequiredService<MediaNodes>();

    internal ParleyStore Store => host.Services.GetRequiredService<ParleyStore>();

    public RegionHealth Health => host.Services.GetRequiredService<RegionHealth>();

    /// <summary>Fewer iterations than in earnest: these tests are not about the hash's strength. And no endpoint that no test made.</summary>
    public static ActorsSettings Settings => new()
    {
        Store = new StoreSettings { Kind = StoreKind.Memory },
        PasswordIterations = 1000,
        WarmsUp = false,
    };

    public static async Task<OneNode> StartAsync(ActorsSettings settings, TimeProvider? time = null, string hocon = "")
    {
        var media = new RecordingMediaPlane();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IMediaPlane>(media);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        // Several nodes share a process: what one of them uses cannot be told.
        builder.Services.AddSingleton(new ProcessorClock(() => TimeSpan.Zero));
        builder.Services.AddParleyActors(settings, akka => akka.AddHocon(ConfigurationFactory.ParseString(hocon), HoconAddMode.Prepend));
        var host = builder.Build();
        var node = new OneNode(host, media);
        try
        {
            await host.StartAsync();
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }

        return node;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}
