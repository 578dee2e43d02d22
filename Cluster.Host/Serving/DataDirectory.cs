using System.Globalization;
using Cluster.Host.Configuration;

namespace Cluster.Host.Serving;

/// <summary>
/// The directory with everything that lasts, held by one process at a time: two on one database would each believe
/// to own it.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>The absolute path.</summary>
    public string Path { get; }

    /// <summary>Makes the directory when it is missing and takes it; refuses when it cannot be written or is taken.</summary>
    public static DataDirectory Open(string configured)
    {
        var path = System.IO.Path.GetFullPath(configured.Length > 0 ? configured : UsualPlace());
        try
        {
            if (!Directory.Exists(path))
            {
                Create(path);
            }

            ProbeWriting(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new StartRefusedException(
                ExitCode.Data, $"The data directory {path} cannot be written: give this user the right to, or choose another with --data DIR.", cause);
        }

        return new DataDirectory(path, Take(path));
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static string UsualPlace()
    {
        if (Environment.GetEnvironmentVariable("STATE_DIRECTORY") is { Length: > 0 } state)
        {
            return state.Split(':')[0];
        }

        if (Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } share && System.IO.Path.IsPathRooted(share))
        {
            return System.IO.Path.Combine(share, "parley");
        }

        return Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home
            ? System.IO.Path.Combine(home, ".local", "share", "parley")
            : throw new StartRefusedException(ExitCode.Data, "There is no home directory to keep data in: say where with --data DIR.");
    }

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            // It will hold password hashes.
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    /// <summary>A lock file that exists can be opened on a full or read-only disk; a new file cannot be made there.</summary>
    private static void ProbeWriting(string path)
    {
        var probe = System.IO.Path.Combine(path, $".probe-{Environment.ProcessId}");
        File.WriteAllText(probe, "parley");
        File.Delete(probe);
    }

    private static FileStream Take(string path)
    {
        var processFile = System.IO.Path.Combine(path, "parley.pid");
        try
        {
            var held = new FileStream(System.IO.Path.Combine(path, "parley.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(processFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
            return held;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                ExitCode.Data,
                $"The data directory {path} is in use by another parley{Holder(processFile)}: stop that one, or choose another directory with --data DIR.",
                cause);
        }
    }

    private static string Holder(string processFile)
    {
        try
        {
            return int.TryParse(File.ReadAllText(processFile), NumberStyles.None | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var id)
                ? $" (process {id})"
                : "";
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
