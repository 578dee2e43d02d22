using Cluster.Host.Commands.Access;
using Cluster.Host.Serving;

namespace Cluster.Host.Commands.Backups;

/// <summary>
/// What a restore puts into a data directory: laid out beside what is there, and then exchanged. If the exchange is cut off, by a power
/// failure or a kill, no node starts on half of it, and the next restore first puts everything back.
/// </summary>
/// <remarks>
/// 1. Files come into <c>.restore/new</c>. 2. What is there goes to <c>.restore/old</c>, and then <c>.restore/moved</c> says that it has. 3. The new
/// files take its place. 4. <c>.restore/old</c> gets the name under which it is kept: from this step on the restore counts.
/// </remarks>
internal sealed class RestoredFolder(string directory)
{
    /// <summary>Where files are laid that belong outside the data directory.</summary>
    public const string ElsewhereFolder = "from-backup";

    private const string KeptPrefix = "before-restore-";

    private readonly string work = Path.Combine(directory, DataDirectory.RestoreFolder);

    private string New => Path.Combine(work, "new");

    private string Old => OldIn(directory);

    private string Moved => Path.Combine(work, "moved");

    /// <summary>Whether there is something that a node has written.</summary>
    public static bool HoldsSomething(string directory) =>
        File.Exists(Path.Combine(directory, ControlPlane.DatabaseFile)) || File.Exists(Path.Combine(directory, SecretKeyFile.FileName));

    /// <summary>Puts back what a restore that was cut off had moved.</summary>
    /// <param name="take">Takes the directory, when there is something to be done.</param>
    public static void Undo(string directory, Func<DataDirectory> take)
    {
        var folder = new RestoredFolder(directory);
        if (Directory.Exists(folder.Old))
        {
            using var held = take();
            folder.PutBack();
        }
    }

    /// <summary>Opens where a file of the archive goes.</summary>
    public Stream Open(BackupFile file)
    {
        var path = PathOf(file.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FlushedFile(path);
    }

    /// <summary>Where it is until the exchange.</summary>
    public string PathOf(string name) => Path.Combine(New, name.StartsWith(BackupManifest.Elsewhere, StringComparison.Ordinal)
        ? Path.Combine(ElsewhereFolder, name[BackupManifest.Elsewhere.Length..])
        : name);

    /// <summary>Exchanges; the result is where what was there is kept, or null: there was nothing.</summary>
    public string? Take(DateTimeOffset now)
    {
        Directory.CreateDirectory(Old);
        MoveAll(Own(directory), Old);
        File.WriteAllText(Moved, "");
        MoveAll(Directory.EnumerateFileSystemEntries(New), directory);
        if (!Directory.EnumerateFileSystemEntries(Old).Any())
        {
            Directory.Delete(Old);
            return null;
        }

        var kept = Path.Combine(directory, $"{KeptPrefix}{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
        Directory.Move(Old, kept);
        return kept;
    }

    /// <summary>Removes what is not needed any more; what had been moved before something failed is put back.</summary>
    public void Forget()
    {
        if (Directory.Exists(Old))
        {
            PutBack();
        }
        else if (Directory.Exists(work))
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private void PutBack()
    {
        // Only once everything old had been moved away is what lies in its place new.
        if (File.Exists(Moved))
        {
            var half = Path.Combine(work, "half");
            Directory.CreateDirectory(half);
            MoveAll(Own(directory), half);
            File.Delete(Moved);
        }

        MoveAll(Directory.EnumerateFileSystemEntries(Old), directory);
        Directory.Delete(work, recursive: true);
    }

    private static string OldIn(string directory) => Path.Combine(directory, DataDirectory.RestoreFolder, DataDirectory.RestoreOld);

    /// <summary>All but what this process holds, what earlier restores have kept, and the place of this one.</summary>
    private static IEnumerable<string> Own(string directory) => Directory.EnumerateFileSystemEntries(directory).Where(path =>
        Path.GetFileName(path) is var name && !DataDirectory.IsHolders(name) && name != DataDirectory.RestoreFolder && !name.StartsWith(KeptPrefix, StringComparison.Ordinal));

    private static void MoveAll(IEnumerable<string> paths, string folder)
    {
        foreach (var path in paths.ToArray())
        {
            var to = Path.Combine(folder, Path.GetFileName(path));
            if (Directory.Exists(path))
            {
                Directory.Move(path, to);
            }
            else
            {
                File.Move(path, to);
            }
        }
    }

    /// <summary>A file that is on the disk when it is closed.</summary>
    private sealed class FlushedFile(string path) : FileStream(path, FileMode.CreateNew, FileAccess.Write)
    {
        public override async ValueTask DisposeAsync()
        {
            Flush(flushToDisk: true);
            await base.DisposeAsync().ConfigureAwait(false);
        }
    }
}
