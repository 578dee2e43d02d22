using Cluster.Actors;
using Cluster.Actors.Forming;
using Cluster.Actors.Storage;
using Cluster.Host.Configuration;
using Cluster.Media;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.Host.Serving;

/// <summary>The control plane over its database, above whatever media plane there is.</summary>
internal static class ControlPlane
{
    /// <summary>The database's file in the data directory.</summary>
    internal const string DatabaseFile = "parley.db";

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
            SecretKey = SecretKeyFile.Open(SecretKeyFile.PathOf(settings.Host.SecretKeyFile, dataDirectory), loggers),
            Forming = settings.Actors.Forming with { NodeId = NodeIdFile.Open(dataDirectory) },
            Store = settings.Actors.Store with { SqlitePath = Path.Combine(dataDirectory, DatabaseFile) },
        });
        return builder.Build();
    }

    /// <summary>Starts it; a database that cannot be opened is a refusal.</summary>
    public static async Task StartAsync(IHost control, ParleySettings settings, string dataDirectory)
    {
        try
        {
            await control.StartAsync().ConfigureAwait(false);
        }
        catch (System.Data.Common.DbException cause)
        {
            throw new StartRefusedException(ExitCodeOf(settings), Unopened(settings, dataDirectory, cause), cause);
        }
        catch (ClusterJoinException cause)
        {
            throw new StartRefusedException(ExitCode.Cluster, cause.Message, cause);
        }
        catch (OtherSecretKeyException cause)
        {
            throw new StartRefusedException(
                ExitCode.Data,
                $"The key in {SecretKeyFile.PathOf(settings.Host.SecretKeyFile, dataDirectory)} is not the one this database was begun with: copy the secret.key of another node "
                    + "of the cluster there. If it is lost, DELETE FROM secrets in the database lets a new one in: everybody signs in again, and certificates are obtained anew.",
                cause);
        }
    }

    private static ExitCode ExitCodeOf(ParleySettings settings) =>
        settings.Actors.Store.Kind == StoreKind.Postgresql ? ExitCode.Storage : ExitCode.Data;

    private static string Unopened(ParleySettings settings, string dataDirectory, Exception cause)
    {
        var why = cause.Message.TrimEnd('.');
        return settings.Actors.Store.Kind != StoreKind.Postgresql
            ? $"The database {Path.Combine(dataDirectory, DatabaseFile)} cannot be opened ({why}): restore it from a backup, or choose another directory with --data DIR."
            : cause is SchemaTooNewException
                ? $"The database {StoreSection.Show(settings.Actors.Store)} cannot be used ({why}): start the version of Parley that made it, or a newer one."
                : $"The database {StoreSection.Show(settings.Actors.Store)} does not let this node in ({why}): check that it runs, and the address and password given with --database.";
    }
}
