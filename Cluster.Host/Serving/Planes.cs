using Akka.Actor;
using Cluster.Actors;
using Cluster.Host.Configuration;
using Cluster.Media;
using Cluster.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.Host.Serving;

/// <summary>The media plane and above it the control plane: started in this order, ended in the other.</summary>
internal sealed class Planes : IAsyncDisposable
{
    /// <summary>The database's file in the data directory.</summary>
    private const string DatabaseFile = "parley.db";

    private readonly MediaEngine _media;
    private readonly IHost _control;

    private Planes(MediaEngine media, IHost control)
    {
        _media = media;
        _control = control;
    }

    /// <summary>The media plane.</summary>
    public IMediaPlane Media => _media;

    /// <summary>Starts both, and returns when every region answers.</summary>
    public static async Task<Planes> StartAsync(ParleySettings settings, string dataDirectory, ILoggerFactory loggers)
    {
        var secretKey = SecretKeyFile.Open(dataDirectory, loggers);
        var media = StartMedia(settings.Media, loggers);
        var control = BuildControl(settings, dataDirectory, secretKey, media, loggers);
        var planes = new Planes(media, control);
        try
        {
            await control.StartAsync().ConfigureAwait(false);
            await planes.AnswerAsync(settings.Host.StartTimeout).ConfigureAwait(false);
            return planes;
        }
        catch (System.Data.Common.DbException cause)
        {
            throw new StartRefusedException(
                ExitCode.Data,
                $"The database {Path.Combine(dataDirectory, DatabaseFile)} cannot be opened ({cause.Message.TrimEnd('.')}): restore it from a backup, or choose another directory with --data DIR.",
                cause);
        }
    }

    /// <summary>Lets the edge's requests through.</summary>
    public void OpenTo(EdgeGate gate)
    {
        var services = _control.Services;
        var health = services.GetRequiredService<RegionHealth>();
        gate.Open(
            services.GetRequiredService<ActorSystem>(),
            services.GetRequiredService<ParleyRegions>().Participants,
            patience => SilentAsync(health, patience),
            services);
    }

    /// <summary>Leaves the cluster and ends the actors, within the time given to the host.</summary>
    public Task StopAsync() => _control.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)_control).DisposeAsync().ConfigureAwait(false);
        await _media.DisposeAsync().ConfigureAwait(false);
    }

    private static MediaEngine StartMedia(MediaSettings settings, ILoggerFactory loggers)
    {
        try
        {
            return MediaEngine.Start(settings, TimeProvider.System, loggers);
        }
        catch (MediaStartException refusal)
        {
            throw new StartRefusedException(ExitCode.Network, refusal.Message, refusal);
        }
    }

    private static IHost BuildControl(
        ParleySettings settings, string dataDirectory, byte[] secretKey, MediaEngine media, ILoggerFactory loggers)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, NodeLifetime>();
        builder.Services.AddSingleton<IMediaPlane>(media);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = settings.Host.StopTimeout);
        builder.Services.AddParleyActors(settings.Actors with
        {
            SecretKey = secretKey,
            Store = settings.Actors.Store with { SqlitePath = Path.Combine(dataDirectory, DatabaseFile) },
        });
        return builder.Build();
    }

    private async Task AnswerAsync(TimeSpan patience)
    {
        var silent = await SilentAsync(_control.Services.GetRequiredService<RegionHealth>(), patience).ConfigureAwait(false);
        if (silent.Count > 0)
        {
            throw new StartRefusedException(
                ExitCode.Fault,
                $"The cluster did not form within {Units.ShowDuration(patience)} (no answer from: {string.Join(", ", silent)}): check parley.cluster.seed-nodes, or allow more time with parley.start-timeout.");
        }
    }

    private static async Task<IReadOnlyList<string>> SilentAsync(RegionHealth health, TimeSpan patience) =>
        [.. (await health.CheckAsync(patience).ConfigureAwait(false)).Where(region => !region.Value).Select(region => region.Key)];
}
