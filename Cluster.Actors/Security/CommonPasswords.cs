using System.Collections.Frozen;

namespace Cluster.Actors.Security;

/// <summary>
/// Words and phrases that stand at the top of every guesser's list, in lower case: the program's own few hundred. Longer
/// lists come from a file, see <see cref="PasswordBlocklist"/>.
/// </summary>
internal static class CommonPasswords
{
    /// <summary>Characters of the shortest word.</summary>
    public const int CharsMin = 3;

    /// <summary>Where the words are: one a line, '#' begins a comment.</summary>
    private const string Resource = "Cluster.Actors.Security.common-passwords.txt";

    /// <summary>All of them.</summary>
    public static readonly FrozenSet<string> Words = Read();

    /// <summary>Characters of the longest.</summary>
    public static readonly int CharsMax = Words.Max(word => word.Length);

    private static FrozenSet<string> Read()
    {
        using var text = typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The program lacks {Resource}.");
        using var lines = new StreamReader(text);
        return lines.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith('#'))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToFrozenSet();
    }
}
