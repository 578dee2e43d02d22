using System.Diagnostics;
using Cluster.Host.Configuration;

namespace Cluster.Host.Serving;

/// <summary>
/// The directory with everything that lasts, held by one process at a time: two on one database would each believe
/// to own it.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The file that is locked while somebody has the directory.</summary>
    public const string LockFile = "parley.lock";

    /// <summary>Where a restore lays what it brings, and puts what was there, until it is done.</summary>
    public const string RestoreFolder = ".restore";

    /// <summary>The second of the two: it is there while nobody must start.</summary>
    public const string RestoreOld = "old";

    /// <summary>How long a start waits for a command that has the directory; one takes about a second, on a busy machine a few.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>The absolute path.</summary>
    public string Path { get; }

    /// <summary>Makes the directory when it is missing and takes it for a node; refuses when it cannot be written or another node has it.</summary>
    public static async Task<DataDirectory> OpenAsync(string path)
    {
        Make(path);
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            if (TryTake(path, isCommand: false, out var cause) is { } taken)
            {
                return taken;
            }

            var holder = DataHolder.Read(path);
            if (holder.IsNode || Stopwatch.GetElapsedTime(since) > s_patience)
            {
                throw new StartRefusedException(
                    ExitCode.Data,
                    $"The data directory {path} is in use by another parley{holder.InWords}: stop that one, or choose another directory with --data DIR.",
                    cause);
            }

            await Task.Delay(s_pause).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the directory when it is missing; refuses when it cannot be written.</summary>
    public static void Make(string path)
    {
        PrivateFiles.Begin();
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

        if (Directory.Exists(System.IO.Path.Combine(path, RestoreFolder, RestoreOld)))
        {
            throw new StartRefusedException(
                ExitCode.Data, $"A restore into {path} was cut off, and half of it is there: run parley restore again, which first puts everything back.");
        }
    }

    /// <summary>Whether a file is there only for the process that has the directory.</summary>
    public static bool IsHolders(string name) => name is LockFile or DataHolder.FileName;

    /// <summary>Takes the directory; null and why while another process has it.</summary>
    public static DataDirectory? TryTake(string path, bool isCommand, out Exception? cause)
    {
        try
        {
            var held = new FileStream(System.IO.Path.Combine(path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            DataHolder.Write(path, isCommand);
            cause = null;
            return new DataDirectory(path, held);
        }
        catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
        {
            cause = taken;
            return null;
        }
    }

    /// <summary>Whether a process has the directory now.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            using var held = new FileStream(System.IO.Path.Combine(path, LockFile), FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

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
}
