using System.Diagnostics;
using System.Net.Sockets;
using Cluster.Actors;
using Cluster.Host.Configuration;
using Cluster.Host.Serving;

namespace Cluster.Host.Commands.Access;

/// <summary>
/// The way of a command to the data: through the node that holds the directory, or, when none does, through the same
/// API started here for as long as the command takes.
/// </summary>
internal sealed class NodeAccess : IAsyncDisposable
{
    /// <summary>How long a node may take to start or stop, and a command before this one to end.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly LocalNode? _local;

    private NodeAccess(string directory, LocalNode? local)
    {
        _local = local;
        Client = new AdminClient(directory);
    }

    /// <summary>The admin API.</summary>
    public AdminClient Client { get; }

    /// <summary>Finds the way. <paramref name="needsNode"/>: without a running node there is nothing to be done.</summary>
    public static async Task<NodeAccess> OpenAsync(StartOptions options, bool needsNode)
    {
        // What a node would be configured with is read only when something depends on it: most commands meet a node.
        var settings = options.ConfigFile is null ? null : ParleySettings.Read(ConfigurationLayers.Build(options));
        var path = DataPlace.ForCommand(settings?.Host.DataDirectory ?? options.Data ?? "");
        DirectoryOwner.Become(path);
        if (needsNode && !File.Exists(Path.Combine(path, DataDirectory.LockFile)))
        {
            throw NoNode(path);
        }

        DataDirectory.Make(path);
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            if (DataDirectory.TryTake(path, isCommand: true, out var cause) is { } taken)
            {
                return await WithoutNodeAsync(taken, settings, options, needsNode).ConfigureAwait(false);
            }

            if (cause is UnauthorizedAccessException)
            {
                throw Forbidden(path, cause);
            }

            var holder = DataHolder.Read(path);
            if (!holder.IsCommand && await ListensAsync(path).ConfigureAwait(false))
            {
                return new NodeAccess(path, null);
            }

            if (Stopwatch.GetElapsedTime(since) > s_patience)
            {
                throw Unreachable(path, holder);
            }

            await Task.Delay(s_pause).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_local is not null)
        {
            await _local.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<NodeAccess> WithoutNodeAsync(DataDirectory taken, ParleySettings? settings, StartOptions options, bool needsNode)
    {
        try
        {
            settings ??= ParleySettings.Read(ConfigurationLayers.Build(options));
            return needsNode ? throw NoNode(taken.Path)
                : settings.Actors.Store.Kind == StoreKind.Postgresql ? throw OnlyThroughNode(taken.Path)
                : new NodeAccess(taken.Path, await LocalNode.StartAsync(settings, taken).ConfigureAwait(false));
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    private static async Task<bool> ListensAsync(string path)
    {
        try
        {
            using var socket = await AdminClient.ConnectAsync(path, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (SocketException cause) when (cause.SocketErrorCode == SocketError.AccessDenied)
        {
            throw Forbidden(path, cause);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static CommandRefusedException NoNode(string path) =>
        CommandRefusedException.ForNoNode($"No node is running on {path}: start one with parley serve, or name another's directory with --data DIR.");

    // Other nodes may be at work on the database, and would not hear of what is done behind their backs.
    private static CommandRefusedException OnlyThroughNode(string path) => CommandRefusedException.ForNoNode(
        $"No node is running on {path}, and its database may be in use by others: start it, or give the command to a node that runs.");

    private static CommandRefusedException Unreachable(string path, DataHolder holder) => holder.IsCommand
        ? CommandRefusedException.ForNoNode($"Another command{holder.InWords} has had {path} for {s_patience.TotalSeconds:0} s: wait for it to end.")
        : CommandRefusedException.ForNoNode(
            $"The node that holds {path}{holder.InWords} takes no commands: it is starting or stopping, so try again in a moment.");

    private static StartRefusedException Forbidden(string path, Exception cause) => new(
        ExitCode.Data, $"This user may not use the data directory {path}: run the command as its owner, or with sudo.", cause);
}
