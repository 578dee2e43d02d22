using System.Text;

namespace Cluster.Actors.Text;

/// <summary>
/// Unicode normalisation (UAX #15) of what strangers write: a name typed on one machine must find what was named on
/// another.
/// </summary>
internal static class UnicodeText
{
    /// <summary>The text in <paramref name="form"/>. A lone surrogate becomes U+FFFD; never throws.</summary>
    public static string Compose(string text, NormalizationForm form)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            return text;
        }

        var wellFormed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            wellFormed.Append(rune.ToString());
        }

        return wellFormed.ToString().Normalize(form);
    }
}
