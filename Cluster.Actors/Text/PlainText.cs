using System.Globalization;
using System.Text;

namespace Cluster.Actors.Text;

/// <summary>What people write for others to read, made harmless: no control characters, nothing that turns the line around.</summary>
internal static class PlainText
{
    /// <summary>
    /// A name or title on one line: composed, trimmed, white space as single spaces, without control and format
    /// characters. Null when it is empty or longer than <paramref name="charsMax"/> UTF-16 characters.
    /// </summary>
    public static string? Line(string? raw, int charsMax)
    {
        if (raw is null || raw.Length > charsMax * 4L)
        {
            return null;
        }

        var text = new StringBuilder(raw.Length);
        foreach (var rune in UnicodeText.Compose(raw, NormalizationForm.FormC).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (text.Length > 0 && text[^1] != ' ')
                {
                    text.Append(' ');
                }
            }
            else if (!IsInvisible(rune))
            {
                text.Append(rune.ToString());
            }
        }

        var line = text.ToString().TrimEnd();
        return line.Length == 0 || line.Length > charsMax ? null : line;
    }

    /// <summary>
    /// A line of chat, which may have line breaks: trimmed, without other control and format characters. Null when
    /// it is empty or longer than <paramref name="charsMax"/> UTF-16 characters.
    /// </summary>
    public static string? Lines(string? raw, int charsMax)
    {
        if (raw is null || raw.Length > charsMax)
        {
            return null;
        }

        var text = new StringBuilder(raw.Length);
        foreach (var rune in raw.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || !IsInvisible(rune))
            {
                text.Append(rune.ToString());
            }
        }

        var lines = text.ToString().Trim();
        return lines.Length == 0 ? null : lines;
    }

    // The joiner and the variation selector stay: emoji are built with them.
    private static bool IsInvisible(Rune rune) => rune.Value is not 0x200D && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.Surrogate;
}
