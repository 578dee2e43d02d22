using System.Text;

namespace Cluster.Actors.Text;

/// <summary>
/// Unicode normalisation (UAX #15) of what strangers write: a name typed on one machine must find what was named on
/// another.
/// </summary>
internal static class UnicodeText
{
    // What a byte order mark looks like with its bytes swapped: a noncharacter (Unicode section 23.7).
    private const int ByteOrderSwapped = 0xFFFE;

    /// <summary>The text in <paramref name="form"/>. A lone surrogate becomes U+FFFD, and so does U+FFFE, which the library takes for no text at all; never throws.</summary>
    public static string Compose(string text, NormalizationForm form)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            return text;
        }

        var wellFormed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            wellFormed.Append(rune.Value == ByteOrderSwapped ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return wellFormed.ToString().Normalize(form);
    }
}
