using Cluster.Actors;
using Cluster.Host.Commands.Access;
using Cluster.Host.Serving;

namespace Cluster.Host.Commands.Doctor;

/// <summary>The data directory: writable, with room, on a disk that databases can live on, and with the key that fits.</summary>
internal static class DataCheck
{
    private const string Directories = "data-directory";
    private const string Disk = "disk";
    private const string Key = "secret-key";
    private const double GiB = 1 << 30;
    private const double WarnBelowGiB = 1;
    private const double FailBelowGiB = 0.1;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private static readonly string[] s_remote = ["nfs", "nfs4", "cifs", "smb3", "9p"];

    /// <summary>Looks at it.</summary>
    public static IEnumerable<Finding> Find(NodeSetup setup) => [Writable(setup), .. Space(setup), SecretKey(setup)];

    private static Finding Writable(NodeSetup setup)
    {
        var there = Existing(setup.DataDirectory);
        try
        {
            var probe = Path.Combine(there, $".doctor-{Environment.ProcessId}");
            File.WriteAllText(probe, "parley");
            File.Delete(probe);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return Finding.Fail(Directories, $"{there} cannot be written ({cause.Message.TrimEnd('.')}).", "Give the user that Parley runs as the right to, or choose another directory with --data.");
        }

        return there != setup.DataDirectory ? Finding.Ok(Directories, $"{setup.DataDirectory} is not there yet; the first start makes it.")
            : !OperatingSystem.IsWindows() && (File.GetUnixFileMode(there) & Others) != 0
                ? Finding.Warn(Directories, $"{there} can be looked into by others on this machine.", $"chmod 700 {there}")
                : Finding.Ok(Directories, $"{there} can be written.");
    }

    private static IEnumerable<Finding> Space(NodeSetup setup)
    {
        DriveInfo drive;
        double free;
        try
        {
            drive = new DriveInfo(Existing(setup.DataDirectory));
            free = drive.AvailableFreeSpace / GiB;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [Finding.Warn(Disk, $"How much room is left is not known ({cause.Message.TrimEnd('.')}).", "Look with df.")];
        }

        var room = $"{free:0.0} GiB are free for {setup.DataDirectory}";
        var found = free < FailBelowGiB ? Finding.Fail(Disk, $"Only {free * 1_024:0} MiB are free for {setup.DataDirectory}: what is full takes no more accounts, rooms or chat.", "Make room, or move the directory.")
            : free < WarnBelowGiB ? Finding.Warn(Disk, $"{room}.", "Make room: a full disk ends what is saved, not what goes on.")
            : Finding.Ok(Disk, $"{room}.");
        return setup.Settings.Actors.Store.Kind == StoreKind.Sqlite && s_remote.Contains(drive.DriveFormat, StringComparer.OrdinalIgnoreCase)
            ? [found, Finding.Warn(Disk, $"{setup.DataDirectory} is on a file system of another machine ({drive.DriveFormat}), whose locks SQLite cannot trust.", "Keep it on a disk of this machine, or use PostgreSQL.")]
            : [found];
    }

    private static Finding SecretKey(NodeSetup setup)
    {
        var path = SecretKeyFile.PathOf(setup.Settings.Host.SecretKeyFile, setup.DataDirectory);
        if (!File.Exists(path))
        {
            return setup.Settings.Actors.Store.Kind == StoreKind.Sqlite && File.Exists(Path.Combine(setup.DataDirectory, ControlPlane.DatabaseFile))
                ? Finding.Fail(Key, $"The database is there and {path} is not: what it sealed is lost to the next start.", "Restore it from a backup; without one everybody signs in again and certificates are obtained anew.")
                : Finding.Ok(Key, $"{path} is not there yet; the first start makes it.");
        }

        try
        {
            return SecretKeyFile.Read(path) is null ? Finding.Fail(Key, $"{path} does not hold a key.", "Restore it from a backup.")
                : !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0 ? Finding.Warn(Key, $"{path} can be read or written by others on this machine.", $"chmod 600 {path}")
                : Finding.Ok(Key, $"{path} holds a key that only its owner may read.");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return Finding.Fail(Key, $"{path} cannot be read ({cause.Message.TrimEnd('.')}).", "Give it to the user that Parley runs as.");
        }
    }

    private static string Existing(string path)
    {
        while (!Directory.Exists(path) && Path.GetDirectoryName(path) is { } above)
        {
            path = above;
        }

        return path;
    }
}
