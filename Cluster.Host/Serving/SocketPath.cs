using System.Text;

namespace Cluster.Host.Serving;

/// <summary>
/// The admin API's socket by a path the system takes: such a path has at most about a hundred bytes, and where the data
/// directory's is longer, a link of this process's own leads there for as long as it is bound or connected to.
/// </summary>
internal sealed class SocketPath : IDisposable
{
    /// <summary>The socket's name in the data directory.</summary>
    public const string FileName = "parley.sock";

    /// <summary>Bytes of a path without the zero at its end: 108 on Linux, 104 on macOS and the BSDs.</summary>
    private static readonly int s_bytesMax = OperatingSystem.IsLinux() || OperatingSystem.IsWindows() ? 107 : 103;

    private readonly DirectoryInfo? _link;

    private SocketPath(string text, DirectoryInfo? link)
    {
        Text = text;
        _link = link;
    }

    /// <summary>The path to bind or connect to.</summary>
    public string Text { get; }

    /// <summary>A path to <paramref name="name"/> in <paramref name="directory"/>.</summary>
    public static SocketPath Of(string directory, string name)
    {
        var direct = Path.Combine(directory, name);
        if (Encoding.UTF8.GetByteCount(direct) <= s_bytesMax)
        {
            return new SocketPath(direct, null);
        }

        // Made with access for this user alone, so that nobody else can turn the link elsewhere.
        var link = Directory.CreateTempSubdirectory("parley-");
        var way = Path.Combine(link.FullName, "d");
        File.CreateSymbolicLink(way, directory);
        return new SocketPath(Path.Combine(way, name), link);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_link is not null)
        {
            File.Delete(Path.Combine(_link.FullName, "d"));
            _link.Delete();
        }
    }
}
