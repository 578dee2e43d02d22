using System.Collections.Frozen;
using Microsoft.AspNetCore.StaticFiles;

namespace Cluster.Web.Serving;

/// <summary>
/// The built client, read once at start and served from memory: a few hundred kilobytes, and no path from outside
/// ever reaches the file system.
/// </summary>
internal sealed class ClientFiles
{
    private readonly FrozenDictionary<string, ClientFile> _files;

    /// <summary>Reads the directory; a missing one is a client without files.</summary>
    public ClientFiles(string directory)
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".webmanifest"] = "application/manifest+json";
        types.Mappings[".js"] = "text/javascript; charset=utf-8";
        types.Mappings[".mjs"] = "text/javascript; charset=utf-8";
        types.Mappings[".css"] = "text/css; charset=utf-8";
        types.Mappings[".html"] = "text/html; charset=utf-8";
        types.Mappings[".txt"] = "text/plain; charset=utf-8";
        _files = !Directory.Exists(directory)
            ? FrozenDictionary<string, ClientFile>.Empty
            : Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).ToFrozenDictionary(
                path => "/" + Path.GetRelativePath(directory, path).Replace('\\', '/'),
                path => Read(directory, path, types),
                StringComparer.Ordinal);
    }

    /// <summary>The page, or null when the client is not built.</summary>
    public ClientFile? Page => Find("/index.html");

    /// <summary>The file at this path of the site, or null.</summary>
    public ClientFile? Find(string path) => _files.GetValueOrDefault(path);

    private static ClientFile Read(string directory, string path, FileExtensionContentTypeProvider types) => new(
        File.ReadAllBytes(path),
        types.TryGetContentType(path, out var type) ? type : "application/octet-stream",
        immutable: Path.GetRelativePath(directory, path).Replace('\\', '/').StartsWith("assets/", StringComparison.Ordinal));
}
