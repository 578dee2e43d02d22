using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Tidy;

/// <summary>The repository's own files: what git tracks and what it would track, by path from the root.</summary>
internal static class Repository
{
    private static readonly Lazy<IReadOnlyList<string>> Listed = new(List);

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    /// <summary>Files that end in one of <paramref name="endings"/>; without any, all of them.</summary>
    public static IEnumerable<string> Files(params string[] endings) =>
        Listed.Value.Where(path => endings.Length == 0 || endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)));

    /// <summary>A file's text.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>A file's lines.</summary>
    public static string[] ReadLines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    private static List<string> List()
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            ArgumentList = { "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard" },
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git did not start");
        var paths = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        // A file that was deleted and not yet committed is still listed.
        return [.. paths.Distinct().Where(path => File.Exists(Path.Combine(Root, path)))];
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
