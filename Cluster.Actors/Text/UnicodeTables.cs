using System.Globalization;
using System.Reflection;

namespace Cluster.Actors.Text;

/// <summary>
/// The three tables that Unicode normalisation needs, read once from a file made of the Unicode character database.
/// Ours, because the program runs without ICU (a fresh machine need not have it) and then .NET's
/// <see cref="string.Normalize()"/> gives its argument back unchanged.
/// </summary>
internal sealed class UnicodeTables
{
    private static readonly Lazy<UnicodeTables> Loaded = new(() => new UnicodeTables());

    private readonly Dictionary<int, int[]> decompositions = [];
    private readonly Dictionary<int, byte> classes = [];
    private readonly Dictionary<(int First, int Second), int> composites = [];

    private UnicodeTables()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("unicode-nfkc.txt")
            ?? throw new InvalidOperationException("The table of Unicode normalisation is not part of the build.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line[0] != '#')
            {
                var equals = line.IndexOf('=', StringComparison.Ordinal);
                Add(line[0], line[2..equals], line[(equals + 1)..]);
            }
        }
    }

    /// <summary>The tables.</summary>
    public static UnicodeTables Instance => Loaded.Value;

    /// <summary>The full compatibility decomposition, or null when the character is its own.</summary>
    public int[]? Decomposition(int code) => decompositions.GetValueOrDefault(code);

    /// <summary>The canonical combining class; 0 is a starter.</summary>
    public byte Class(int code) => classes.GetValueOrDefault(code);

    /// <summary>The primary composite of two characters, or null.</summary>
    public int? Composite(int first, int second) => composites.TryGetValue((first, second), out var code) ? code : null;

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private void Add(char table, string key, string value)
    {
        switch (table)
        {
            case 'D':
                decompositions.Add(Hex(key), [.. value.Split(' ').Select(Hex)]);
                break;
            case 'C':
                classes.Add(Hex(key), byte.Parse(value, CultureInfo.InvariantCulture));
                break;
            default:
                var pair = key.Split(' ');
                composites.Add((Hex(pair[0]), Hex(pair[1])), Hex(value));
                break;
        }
    }
}
