using Cluster.Host.Configuration;

namespace Cluster.Host.Serving;

/// <summary>
/// What this node is called in the database, across restarts and changes of address: 32 hexadecimal digits in a file of the
/// data directory. Who holds the directory knows that whoever wrote under the name before is gone.
/// </summary>
internal static class NodeIdFile
{
    private const string FileName = "node.id";

    /// <summary>Reads it; null: there is none.</summary>
    public static string? Read(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        return File.Exists(path) && Guid.TryParseExact(File.ReadAllText(path).Trim(), "N", out var known) ? known.ToString("N") : null;
    }

    /// <summary>Reads it, or makes it.</summary>
    /// <exception cref="StartRefusedException">The file cannot be read or made.</exception>
    public static string Open(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        try
        {
            if (Read(dataDirectory) is { } known)
            {
                return known;
            }

            var made = Guid.NewGuid().ToString("N");
            File.WriteAllText(path, made + "\n");
            return made;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(ExitCode.Data, $"The file {path} cannot be used ({cause.Message.TrimEnd('.')}): give this user the right to, or choose another directory with --data DIR.", cause);
        }
    }
}
