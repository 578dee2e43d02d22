namespace Fuzz.Engine;

/// <summary>
/// The inputs that are kept in the tree. A file that ends in <c>.hex</c> holds bytes as hexadecimal digits, with spaces, line
/// ends and comments from <c>#</c> on; any other holds them as they are.
/// </summary>
internal static class Corpus
{
    /// <summary>All inputs of a target, in the order of their names.</summary>
    public static IReadOnlyList<(string File, byte[] Bytes)> Of(FuzzTarget target)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Corpus", target.Name);
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), Read(file)))]
            : [];
    }

    /// <summary>One input.</summary>
    public static byte[] Read(string file) => file.EndsWith(".hex", StringComparison.Ordinal)
        ? Convert.FromHexString(string.Concat(File.ReadLines(file).SelectMany(line => line.Split('#')[0]).Where(char.IsAsciiHexDigit)))
        : File.ReadAllBytes(file);
}
