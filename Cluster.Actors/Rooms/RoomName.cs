using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Cluster.Actors.Text;

namespace Cluster.Actors.Rooms;

/// <summary>
/// A room's name as it stands in a link and names the room's entity: compatibility-composed (Unicode NFKC), lower case,
/// with every run of white space a hyphen. 1..100 characters (UTF-16) and at most 300 bytes of UTF-8.
/// </summary>
public readonly record struct RoomName
{
    /// <summary>Longest name in UTF-16 characters.</summary>
    public const int CharsMax = 100;

    private readonly string? value;

    private RoomName(string value) => this.value = value;

    /// <summary>The name; empty only in a default value, which is no room.</summary>
    public string Value => value ?? "";

    /// <summary>Normalises what a person typed or a link holds. Never throws.</summary>
    /// <param name="raw">Anything, percent-decoded.</param>
    /// <param name="name">The name when it is one.</param>
    /// <param name="problem">Otherwise what is wrong, for a person.</param>
    public static bool TryCreate(string? raw, out RoomName name, [NotNullWhen(false)] out string? problem)
    {
        name = default;
        if (string.IsNullOrWhiteSpace(raw))
        {
            problem = "A room needs a name.";
            return false;
        }

        // Normalising may lengthen (one ligature, several letters): what is far too long is not worth the work.
        if (raw.Length > CharsMax * 4 || !Normal(raw, out var normal) || normal.Length > CharsMax)
        {
            problem = $"A room's name has at most {CharsMax} characters.";
            return false;
        }

        if (normal.Length == 0)
        {
            problem = "A room needs a name.";
            return false;
        }

        foreach (var rune in normal.EnumerateRunes())
        {
            if (!IsAllowed(rune))
            {
                problem = "A room's name has letters, digits, '-', '_', '.' and the like: no slashes, quotes or control characters.";
                return false;
            }
        }

        if (normal is "." or "..")
        {
            problem = "A room's name has at least one letter or digit.";
            return false;
        }

        name = new RoomName(normal);
        problem = null;
        return true;
    }

    /// <summary>Whether this is already a room's name as it stands.</summary>
    public static bool IsNormal(string? raw) => TryCreate(raw, out var name, out _) && name.Value == raw;

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool Normal(string raw, out string normal)
    {
        var composed = UnicodeText.Compose(raw.Trim(), NormalizationForm.FormKC).ToLowerInvariant();
        var text = new StringBuilder(composed.Length);
        foreach (var letter in UnicodeText.Compose(composed, NormalizationForm.FormKC))
        {
            if (!char.IsWhiteSpace(letter))
            {
                text.Append(letter);
            }
            else if (text.Length > 0 && text[^1] != '-')
            {
                text.Append('-');
            }
        }

        normal = text.ToString();
        return normal.Length <= CharsMax;
    }

    private static bool IsAllowed(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter => true,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => true,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => true,
        UnicodeCategory.OtherSymbol => rune != Rune.ReplacementChar,
        _ => rune.Value is '-' or '_' or '.' or '~' or '+' or '=' or '@' or '!' or ',' or '(' or ')',
    };
}
