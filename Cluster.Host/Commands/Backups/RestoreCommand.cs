using System.CommandLine;
using System.Data.Common;
using System.Text.Json;
using Cluster.Actors.Storage;
using Cluster.Host.Commands.Access;
using Cluster.Host.Commands.Text;
using Cluster.Host.Configuration;
using Cluster.Host.Serving;

namespace Cluster.Host.Commands.Backups;

/// <summary>
/// <c>parley restore</c>: puts an archive into the data directory of a node that is stopped. Under one that runs nothing is changed: it holds
/// rooms and accounts in memory, and would go on from what was before.
/// </summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> s_file = new("FILE") { Description = "An archive that parley backup wrote" };
    private static readonly Option<bool> s_force = new("--force") { Description = "Puts aside what the directory holds" };

    /// <summary>The command.</summary>
    public static Command Build()
    {
        var command = new Command("restore", "Puts an archive into the data directory of a stopped node; what was there is kept aside.") { s_file, s_force, NodeOptions.Json, NodeOptions.Data, NodeOptions.Config };
        command.SetAction(async (parsed, _) =>
        {
            var options = new StartOptions { Data = parsed.GetValue(NodeOptions.Data), ConfigFile = parsed.GetValue(NodeOptions.Config) };
            var settings = options.ConfigFile is null ? null : ParleySettings.Read(ConfigurationLayers.Build(options));
            var directory = DataPlace.ForCommand(settings?.Host.DataDirectory ?? options.Data ?? "");
            var done = await RunAsync(Path.GetFullPath(parsed.GetRequiredValue(s_file)), directory, parsed.GetValue(s_force)).ConfigureAwait(false);
            Console.Out.WriteLine(parsed.GetValue(NodeOptions.Json) ? JsonSerializer.Serialize(done, BackupJson.Default.RestoreDone) : Words(done));
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static async Task<RestoreDone> RunAsync(string path, string directory, bool force)
    {
        if (!File.Exists(path))
        {
            throw CommandRefusedException.ForCommandLine($"There is no file {path}: name an archive that parley backup wrote.");
        }

        try
        {
            // Before root gives up its rights: an archive may be root's alone.
            await using var archive = File.OpenRead(path);
            DirectoryOwner.Become(directory);
            RestoredFolder.Undo(directory, () => Take(directory));
            DataDirectory.Make(directory);
            using var held = Take(directory);
            if (!force && RestoredFolder.HoldsSomething(directory))
            {
                throw new CommandRefusedException(ExitCode.Refused, "data-there", $"{directory} holds a node's data: say --force to put it aside and restore.");
            }

            var folder = new RestoredFolder(directory);
            try
            {
                var manifest = await BackupArchive.ReadAsync(archive, manifest => Accept(manifest, directory), folder.Open).ConfigureAwait(false);
                await CheckDatabaseAsync(folder, manifest).ConfigureAwait(false);
                return new RestoreDone(directory, folder.Take(DateTimeOffset.UtcNow), manifest);
            }
            finally
            {
                folder.Forget();
            }
        }
        catch (Exception cause) when (cause is BackupDamagedException or DbException)
        {
            throw new CommandRefusedException(ExitCode.Refused, "backup-damaged", $"{path} {(cause is DbException ? $"has a damaged database ({cause.Message.TrimEnd('.')})" : cause.Message)}: nothing was changed; use another backup.", cause);
        }
        catch (BackupTooNewException cause)
        {
            throw new CommandRefusedException(ExitCode.Refused, "backup-too-new", $"{path} {cause.Message}: nothing was changed; use that version, or a newer one.", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(ExitCode.Data, $"{path} cannot be restored into {directory} ({cause.Message.TrimEnd('.')}): nothing was changed.", cause);
        }
    }

    private static DataDirectory Take(string directory) => DataDirectory.TryTake(directory, isCommand: true, out var cause) ?? throw (
        cause is UnauthorizedAccessException
            ? new StartRefusedException(ExitCode.Data, $"This user may not use the data directory {directory}: run the command as its owner, or with sudo.", cause)
            : new CommandRefusedException(ExitCode.Refused, "data-in-use", $"{directory} is in use{DataHolder.Read(directory).InWords}: stop that node, restore, and start it again.", cause));

    private static void Accept(BackupManifest manifest, string directory)
    {
        if (manifest.Database.Schema > StoreCopy.SchemaKnown)
        {
            throw new BackupTooNewException($"has a database of form {manifest.Database.Schema}, made by Parley {manifest.Program}, and this one knows forms up to {StoreCopy.SchemaKnown}");
        }

        var (wanted, free) = (manifest.Files.Sum(file => file.Bytes), new DriveInfo(directory).AvailableFreeSpace);
        if (wanted > free)
        {
            throw new CommandRefusedException(ExitCode.Refused, "no-room", $"The archive needs {Units.ShowBytes(wanted)} and the disk of {directory} has {Units.ShowBytes(free)}: make room, then restore.");
        }
    }

    private static async Task CheckDatabaseAsync(RestoredFolder folder, BackupManifest manifest)
    {
        if (manifest.Files.Any(file => file.Name == ControlPlane.DatabaseFile)
            && await StoreCopy.CheckAsync(folder.PathOf(ControlPlane.DatabaseFile)).ConfigureAwait(false) is var schema && schema > StoreCopy.SchemaKnown)
        {
            throw new BackupTooNewException($"has a database of form {schema}, and this one knows forms up to {StoreCopy.SchemaKnown}");
        }
    }

    private static string Words(RestoreDone done)
    {
        var elsewhere = done.Manifest.Files.Where(file => file.Name.StartsWith(BackupManifest.Elsewhere, StringComparison.Ordinal)).ToArray();
        List<(string, string)> lines =
        [
            ("Restored", $"{done.Directory} as it was on {done.Manifest.Node.Machine} at {Moments.Show(done.Manifest.TakenAtMs)}"),
            ("With", string.Join("  ", done.Manifest.Files.Select(file => file.Name).Except(elsewhere.Select(file => file.Name)))),
            .. elsewhere.Select(file => ("Beside it", $"{RestoredFolder.ElsewhereFolder}/{file.Name[BackupManifest.Elsewhere.Length..]}, which was {file.From}: put it back there, if it is to be")),
            ("Before it", done.Kept is null ? "there was nothing" : $"{done.Kept} has what was there; remove it when all is well"),
        ];
        return Table.Write(done.Manifest.Database.Kind == "sqlite" ? lines : [.. lines, ("Database", "is not in it: restore it by pg_restore (docs/operations.md)")]).TrimEnd('\n');
    }
}
