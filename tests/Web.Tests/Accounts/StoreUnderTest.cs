using Akka.Actor;
using Cluster.Actors;
using Cluster.Actors.Accounts;
using Cluster.Media;
using Cluster.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Web.Tests.Meetings;

namespace Web.Tests.Accounts;

/// <summary>
/// A real control plane on a real database file, and as many edges before it as a test wants: each with its own server,
/// its own container and its own keys' memory, as on nodes of their own.
/// </summary>
internal sealed class StoreUnderTest : IAsyncDisposable
{
    public const string Password = "seven purple kettles sing";

    private static readonly byte[] s_key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly string _directory = Directory.CreateTempSubdirectory("parley-accounts-").FullName;
    private readonly List<WebApplication> _edges = [];
    private readonly List<Visitor> _visitors = [];
    private IHost _control = null!;

    /// <summary>The edges' clock; it stands still unless a test moves it.</summary>
    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    public AccountDirectory Accounts => _control.Services.GetRequiredService<AccountDirectory>();

    public IServiceProvider Services => _control.Services;

    public string DatabasePath => Path.Combine(_directory, "parley.db");

    public static async Task<StoreUnderTest> StartAsync(Func<ActorsSettings, ActorsSettings>? change = null)
    {
        var store = new StoreUnderTest();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddLogging();
        builder.Services.AddSingleton<IMediaPlane>(new AnsweringMediaPlane());
        var settings = new ActorsSettings
        {
            Store = new StoreSettings { SqlitePath = store.DatabasePath },
            PasswordIterations = 10_000,
            SecretKey = s_key,
        };
        builder.Services.AddParleyActors(change?.Invoke(settings) ?? settings);
        store._control = builder.Build();
        await store._control.StartAsync();
        var health = store._control.Services.GetRequiredService<RegionHealth>();
        Assert.All(await health.CheckAsync(TimeSpan.FromSeconds(30)), region => Assert.True(region.Value, region.Key));
        return store;
    }

    /// <summary>An account with <see cref="Password"/>.</summary>
    public async Task<AccountId> AddAsync(string login, AccountRole role = AccountRole.Host) =>
        Assert.IsType<AccountReply.Created>(await Accounts.CreateAsync(login, $"{login} Example", Password, role)).Account;

    /// <summary>An edge that is open to the control plane; with <paramref name="services"/>, to these instead.</summary>
    public async Task<Uri> OpenEdgeAsync(Func<WebSettings, WebSettings>? change = null, IServiceProvider? services = null, bool open = true, ILoggerProvider? log = null)
    {
        var gate = new EdgeGate();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging(logging => _ = log is null ? logging : logging.AddProvider(log));
        builder.Services.AddSingleton<TimeProvider>(Time);
        var settings = new WebSettings { Urls = [new Uri("http://127.0.0.1:0")] };
        builder.AddParleyEdge(change?.Invoke(settings) ?? settings, gate);
        var app = builder.Build();
        app.UseParleyEdge();
        await app.StartAsync();
        _edges.Add(app);
        if (open)
        {
            gate.Open(
                Services.GetRequiredService<ActorSystem>(),
                Services.GetRequiredService<ParleyRegions>().Participants,
                _ => Task.FromResult<IReadOnlyList<string>>([]),
                services ?? Services);
        }

        return new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>A browser that goes when the store goes.</summary>
    public Visitor Visit(Uri edge)
    {
        var visitor = new Visitor(edge);
        _visitors.Add(visitor);
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        _visitors.ForEach(visitor => visitor.Dispose());
        foreach (var edge in _edges)
        {
            await edge.DisposeAsync();
        }

        await _control.StopAsync();
        await ((IAsyncDisposable)_control).DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
