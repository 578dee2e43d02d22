namespace Cluster.Actors.Security;

/// <summary>Finds runs that fingers and children know: the alphabet, the digits, rows of keyboards; forward and backward.</summary>
internal static class Runs
{
    // Rows of keyboards as they are in English, German and French; and columns, as "1qaz2wsx" goes.
    private static readonly string[] Rows =
    [
        "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "!@#$%^&*()", "q1w2e3r4t5y6u7i8o9p0", "147258369", "qazwsxedcrfvtgbyhnujmikolp",
    ];

    private static readonly string[] All = [.. Rows, .. Rows.Select(row => string.Concat(row.Reverse()))];

    /// <summary>Characters of the longest run that begins at a place; 1 where there is none.</summary>
    public static int LongestAt(string text, int start) =>
        Math.Max(Math.Max(Steps(text, start, 1), Steps(text, start, -1)), All.Max(row => Along(text, start, row)));

    private static int Steps(string text, int start, int step)
    {
        var end = start + 1;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]) && text[end] - text[end - 1] == step)
        {
            end++;
        }

        return end - start;
    }

    private static int Along(string text, int start, string row)
    {
        var at = row.IndexOf(text[start], StringComparison.Ordinal);
        var length = 1;
        while (at >= 0 && at + length < row.Length && start + length < text.Length && row[at + length] == text[start + length])
        {
            length++;
        }

        return length;
    }
}
