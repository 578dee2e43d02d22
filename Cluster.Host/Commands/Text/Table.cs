using System.Globalization;
using System.Text;

namespace Cluster.Host.Commands.Text;

/// <summary>Lines things up in columns, for people.</summary>
internal static class Table
{
    private const string Gap = "  ";

    /// <summary>A heading and rows, each column as wide as its widest text.</summary>
    public static string Write(IReadOnlyList<string> heading, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] all = [heading, .. rows];
        var widths = heading.Select((_, column) => all.Max(row => Width(row[column]))).ToArray();
        var text = new StringBuilder();
        foreach (var row in all)
        {
            var line = string.Join(Gap, row.Select((cell, column) => cell + new string(' ', widths[column] - Width(cell))));
            text.AppendLine(line.TrimEnd());
        }

        return text.ToString();
    }

    /// <summary>Names and values below each other.</summary>
    public static string Write(IEnumerable<(string Name, string Value)> lines)
    {
        var all = lines.ToArray();
        var width = all.Max(line => line.Name.Length);
        return string.Concat(all.Select(line => $"{line.Name.PadRight(width)}{Gap}{line.Value}\n"));
    }

    /// <summary>Cells of a terminal, as near as can be known without its font: one for each thing a person counts as a letter.</summary>
    private static int Width(string text) => new StringInfo(text).LengthInTextElements;
}
