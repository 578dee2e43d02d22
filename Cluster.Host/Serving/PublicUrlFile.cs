namespace Cluster.Host.Serving;

/// <summary>
/// Remembers in the data directory what people reach the node by, so that a link made while no node runs, by a command
/// that knows none of the node's flags, leads there too.
/// </summary>
internal static class PublicUrlFile
{
    /// <summary>The file's name in the data directory.</summary>
    public const string FileName = "parley.url";

    /// <summary>Writes it at a node's start.</summary>
    public static void Write(string directory, string url) => File.WriteAllText(Path.Combine(directory, FileName), url + "\n");

    /// <summary>What the last node wrote; null when there was none.</summary>
    public static string? Read(string directory)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(directory, FileName)).Trim();
            return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? text : null;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
