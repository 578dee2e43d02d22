using System.Security.Cryptography;
using Cluster.Actors.Security;
using Cluster.Host.Configuration;
using Microsoft.Extensions.Logging;

namespace Cluster.Host.Serving;

/// <summary>
/// The key that seals what the database must not hold in the open, in a file beside it that only its owner may read:
/// 32 random bytes in base64 on one line. It is made at the first start, and belongs into a backup of its own.
/// </summary>
internal static partial class SecretKeyFile
{
    /// <summary>The file's name in the data directory.</summary>
    public const string FileName = "secret.key";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    // A key takes 45; what is longer is something else and is not read whole.
    private const long FileBytesMax = 256;

    /// <summary>Where the key is: as configured, else in the data directory.</summary>
    public static string PathOf(string configured, string dataDirectory) =>
        configured.Length > 0 ? Path.GetFullPath(configured) : Path.Combine(dataDirectory, FileName);

    /// <summary>Reads the key, or makes it when there is none; refuses when the file is no key, for what it sealed would be lost.</summary>
    /// <exception cref="StartRefusedException">The file is damaged, or cannot be read or made.</exception>
    public static byte[] Open(string path, ILoggerFactory loggers)
    {
        try
        {
            if (!File.Exists(path))
            {
                Make(path);
            }

            var key = Read(path) ?? throw Refusal(path, "does not hold a key");
            Warn(path, loggers);
            return key;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Refusal(path, $"cannot be used ({cause.Message.TrimEnd('.')})", cause);
        }
    }

    // The whole file appears at once: a start that is cut off leaves no half a key.
    private static void Make(string path)
    {
        var draft = path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(draft, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBox.KeyBytes)) + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: false);
    }

    /// <summary>The key; null: the file holds none.</summary>
    internal static byte[]? Read(string path)
    {
        if (new FileInfo(path).Length > FileBytesMax)
        {
            return null;
        }

        var key = new byte[SecretBox.KeyBytes];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var length) && length == key.Length ? key : null;
    }

    private static void Warn(string path, ILoggerFactory loggers)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            LogReadable(loggers.CreateLogger(typeof(SecretKeyFile).FullName!), path);
        }
    }

    private static StartRefusedException Refusal(string path, string what, Exception? cause = null) => new(
        ExitCode.Data,
        $"The file {path} {what}: restore it from a backup. Without one delete it, and everybody has to sign in again and certificates are obtained anew.",
        cause);

    [LoggerMessage(EventId = 110, Level = LogLevel.Warning, Message = "{Path} can be read or written by others on this machine: chmod 600 it")]
    private static partial void LogReadable(ILogger logger, string path);
}
