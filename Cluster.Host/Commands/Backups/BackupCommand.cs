using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Cluster.Actors;
using Cluster.Actors.Storage;
using Cluster.Host.Commands.Access;
using Cluster.Host.Commands.Text;
using Cluster.Host.Configuration;
using Cluster.Host.Serving;

namespace Cluster.Host.Commands.Backups;

/// <summary>
/// <c>parley backup</c>: everything of a node that cannot be made again in one file, while it runs or is stopped. The database is copied by
/// SQLite itself, which lets the node go on; what is on a PostgreSQL server is that server's to back up.
/// </summary>
internal static class BackupCommand
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly Argument<string> s_file = new("FILE") { Description = "The archive to write; it holds keys, so keep it from others" };
    private static readonly Option<bool> s_force = new("--force") { Description = "Writes over a file that is there" };

    /// <summary>The command.</summary>
    public static Command Build()
    {
        var flags = new StartFlags();
        var command = new Command("backup", "Writes database, keys, certificates and settings into one archive, also while the node runs.") { s_file, s_force };
        flags.AddTo(command);
        command.Add(NodeOptions.Json);
        command.SetAction(async (parsed, _) =>
        {
            var setup = NodeSetup.Read(flags.Read(parsed), !flags.SaysMoreThanData(parsed));
            var done = await WriteAsync(setup, Path.GetFullPath(parsed.GetRequiredValue(s_file)), parsed.GetValue(s_force)).ConfigureAwait(false);
            var json = parsed.GetValue(NodeOptions.Json);
            Console.Out.WriteLine(json ? JsonSerializer.Serialize(done, BackupJson.Default.BackupDone) : Words(done));
            return (int)(setup.Settings.Actors.Store.Kind == StoreKind.Postgresql ? SayWhatIsNotThere(setup, json) : ExitCode.Done);
        });
        return command;
    }

    private static async Task<BackupDone> WriteAsync(NodeSetup setup, string path, bool force)
    {
        var store = setup.Settings.Actors.Store with { SqlitePath = Path.Combine(setup.DataDirectory, ControlPlane.DatabaseFile) };
        if (store.Kind == StoreKind.Memory || (store.Kind == StoreKind.Sqlite && !File.Exists(store.SqlitePath)))
        {
            throw new CommandRefusedException(ExitCode.Refused, "nothing-there", $"There is no database in {setup.DataDirectory}: name the data directory with --data DIR, or give the flags of its node.");
        }

        if (Directory.Exists(path) || (File.Exists(path) && !force))
        {
            throw new CommandRefusedException(ExitCode.Refused, "file-exists", $"{path} is there already: choose another name, or say --force to write over it.");
        }

        PrivateFiles.Begin();
        // The moment from which on nothing is promised.
        var takenAtMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var draft = $"{path}.{Environment.ProcessId}.partial";
        using var copy = store.Kind == StoreKind.Sqlite ? await DatabaseDraft.MakeAsync(store, setup.DataDirectory).ConfigureAwait(false) : null;
        try
        {
            var small = BackupSources.Read(setup);
            var manifest = new BackupManifest(
                BackupManifest.Known,
                ParleyCommand.Version,
                takenAtMs,
                new BackupNode(NodeIdFile.Read(setup.DataDirectory) ?? "", Environment.MachineName, setup.DataDirectory),
                new BackupDatabase(copy is null ? "postgresql" : "sqlite", copy?.Schema ?? 0),
                [.. copy is null ? Array.Empty<BackupFile>() : [copy.File], .. small.Select(entry => entry.File)]);
            await WriteAsync(draft, manifest, file => copy?.File == file ? File.OpenRead(copy.Path) : new MemoryStream(small.First(entry => entry.File == file).Bytes)).ConfigureAwait(false);
            await VerifyAsync(draft, manifest).ConfigureAwait(false);
            File.Move(draft, path, overwrite: force);
            return new BackupDone(path, new FileInfo(path).Length, manifest);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or BackupDamagedException)
        {
            throw new StartRefusedException(ExitCode.Data, $"The backup {path} cannot be written ({cause.Message.TrimEnd('.')}): look for room and rights there, or choose another place.", cause);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static async Task WriteAsync(string draft, BackupManifest manifest, Func<BackupFile, Stream> open)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using var file = new FileStream(draft, options);
        await BackupArchive.WriteAsync(file, manifest, open).ConfigureAwait(false);
        file.Flush(flushToDisk: true);
    }

    // As a restore would read it: from the disk, every byte of it.
    private static async Task VerifyAsync(string draft, BackupManifest manifest)
    {
        await using var file = File.OpenRead(draft);
        var read = await BackupArchive.ReadAsync(file, _ => { }, _ => Stream.Null).ConfigureAwait(false);
        if (!read.Files.SequenceEqual(manifest.Files))
        {
            throw new BackupDamagedException("does not hold what was put in");
        }
    }

    private static ExitCode SayWhatIsNotThere(NodeSetup setup, bool json)
    {
        var sentence = $"The archive has keys, certificates and settings only: the database {StoreSection.Show(setup.Settings.Actors.Store)} is backed up by its own pg_dump (docs/operations.md).";
        Console.Error.WriteLine(json ? CommandJson.Write(new Web.ApiError("database-elsewhere", sentence)) : $"parley: {sentence}");
        return ExitCode.Partly;
    }

    private static string Words(BackupDone done) => Table.Write(
        [
            ("Archive", string.Create(CultureInfo.InvariantCulture, $"{done.File}, {done.Bytes / 1_048_576.0:0.0} MiB, read again and whole")),
            ("Of", $"{done.Manifest.Node.Directory} on {done.Manifest.Node.Machine}, Parley {done.Manifest.Program}"),
            ("With", string.Join("  ", done.Manifest.Files.Select(file => file.Name))),
            ("Keep it", "where nobody else can read it: it has the keys to everything in it"),
        ]).TrimEnd('\n');

    /// <summary>SQLite's copy of the database, in the data directory, for as long as the archive is written.</summary>
    private sealed class DatabaseDraft : IDisposable
    {
        private const string Folder = ".backup";

        private DatabaseDraft(string path, BackupFile file, int schema) => (Path, File, Schema) = (path, file, schema);

        public string Path { get; }

        public BackupFile File { get; }

        public int Schema { get; }

        public static async Task<DatabaseDraft> MakeAsync(StoreSettings store, string directory)
        {
            var folder = System.IO.Path.Combine(directory, $"{Folder}-{Environment.ProcessId}");
            var path = System.IO.Path.Combine(folder, ControlPlane.DatabaseFile);
            try
            {
                // What is made meanwhile is the directory's owner's: the service must be able to open its database afterwards.
                using var asOwner = DirectoryOwner.Borrow(directory);
                RemoveOld(directory);
                Directory.CreateDirectory(folder);
                await StoreCopy.WriteAsync(store, path).ConfigureAwait(false);
                var schema = await StoreCopy.CheckAsync(path).ConfigureAwait(false);
                await using var content = System.IO.File.OpenRead(path);
                var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content).ConfigureAwait(false));
                return new DatabaseDraft(path, new BackupFile(ControlPlane.DatabaseFile, content.Length, hash, store.SqlitePath), schema);
            }
            catch (Exception cause) when (cause is DbException or IOException or UnauthorizedAccessException)
            {
                Remove(folder);
                throw new StartRefusedException(ExitCode.Data, $"The database {store.SqlitePath} cannot be copied ({cause.Message.TrimEnd('.')}): a copy needs room in {directory}, and a user who may write there.", cause);
            }
        }

        public void Dispose() => Remove(System.IO.Path.GetDirectoryName(Path)!);

        // Of commands that were killed.
        private static void RemoveOld(string directory)
        {
            foreach (var old in Directory.EnumerateDirectories(directory, $"{Folder}-*"))
            {
                if (!int.TryParse(old[(old.LastIndexOf('-') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !DataHolder.Runs(id))
                {
                    Remove(old);
                }
            }
        }

        private static void Remove(string folder)
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
