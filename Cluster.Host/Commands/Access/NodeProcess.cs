using System.Globalization;
using System.CommandLine;
using Cluster.Host.Configuration;
using Cluster.Host.Serving;

namespace Cluster.Host.Commands.Access;

/// <summary>A node that runs on this machine, as the system shows it.</summary>
/// <param name="Id">Of its process.</param>
internal sealed record NodeProcess(int Id)
{
    private const int CommandLineBytesMax = 1 << 20;

    /// <summary>The node that holds a data directory; null: none does.</summary>
    public static NodeProcess? Find(string directory) =>
        DataDirectory.IsHeld(directory) && DataHolder.Read(directory) is { IsNode: true } holder ? new NodeProcess(holder.ProcessId) : null;

    /// <summary>Its own process and the media process, its child.</summary>
    public IReadOnlySet<int> Processes()
    {
        var all = new HashSet<int> { Id };
        foreach (var folder in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc") : [])
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && ParentOf(id) == Id)
            {
                all.Add(id);
            }
        }

        return all;
    }

    /// <summary>What it was started with; null: the system does not show it, or it is no command line of this version.</summary>
    public StartOptions? ReadOptions()
    {
        var words = TryRead($"/proc/{Id}/cmdline") is { Length: > 0 and <= CommandLineBytesMax } text ? text.Split('\0', StringSplitOptions.RemoveEmptyEntries) : [];
        // "parley …", or "dotnet …/parley.dll …".
        var program = Array.FindIndex(words, word => Path.GetFileNameWithoutExtension(word) == "parley");
        if (program < 0)
        {
            return null;
        }

        var flags = new StartFlags();
        var start = new RootCommand();
        flags.AddTo(start);
        var typed = words[(program + 1)..];
        var parsed = start.Parse(typed is ["serve", .. var rest] ? rest : typed, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return parsed.Errors.Count > 0 ? null : InItsFolder(flags.Read(parsed));
    }

    /// <summary>Open files it may have at most; null: the system does not show it.</summary>
    public long? FilesMax()
    {
        var line = TryRead($"/proc/{Id}/limits")?.Split('\n').FirstOrDefault(each => each.StartsWith("Max open files", StringComparison.Ordinal));
        return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, _, var soft, ..] && long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var max) ? max : null;
    }

    /// <summary>Its name as the system shows it, for somebody who looks for it.</summary>
    public static string NameOf(int id) => TryRead($"/proc/{id}/comm")?.Trim() ?? "";

    private StartOptions InItsFolder(StartOptions options)
    {
        var folder = new DirectoryInfo($"/proc/{Id}/cwd").LinkTarget;
        string? Whole(string? path) => path is null || Path.IsPathRooted(path) || folder is null ? path : Path.Combine(folder, path);
        return options with { ConfigFile = Whole(options.ConfigFile), TlsCertificate = Whole(options.TlsCertificate), TlsKey = Whole(options.TlsKey) };
    }

    // The second field is the program's name in brackets, and may hold blanks and brackets of its own.
    private static int ParentOf(int id) =>
        TryRead($"/proc/{id}/stat") is { } stat && stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var parent, ..]
            && int.TryParse(parent, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
