using Cluster.Actors;
using Cluster.Host.Configuration;
using Cluster.Media;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.Host.Serving;

/// <summary>The control plane over the database in a data directory, above whatever media plane there is.</summary>
internal static class ControlPlane
{
    /// <summary>The database's file in the data directory.</summary>
    private const string DatabaseFile = "parley.db";

    /// <summary>Puts it together.</summary>
    public static IHost Build(ParleySettings settings, string dataDirectory, IMediaPlane media, ILoggerFactory loggers)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, NodeLifetime>();
        builder.Services.AddSingleton(media);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = settings.Host.StopTimeout);
        builder.Services.AddParleyActors(settings.Actors with
        {
            SecretKey = SecretKeyFile.Open(dataDirectory, loggers),
            Store = settings.Actors.Store with { SqlitePath = Path.Combine(dataDirectory, DatabaseFile) },
        });
        return builder.Build();
    }

    /// <summary>Starts it; a database that cannot be opened is a refusal.</summary>
    public static async Task StartAsync(IHost control, string dataDirectory)
    {
        try
        {
            await control.StartAsync().ConfigureAwait(false);
        }
        catch (System.Data.Common.DbException cause)
        {
            throw new StartRefusedException(
                ExitCode.Data,
                $"The database {Path.Combine(dataDirectory, DatabaseFile)} cannot be opened ({cause.Message.TrimEnd('.')}): restore it from a backup, or choose another directory with --data DIR.",
                cause);
        }
    }
}
