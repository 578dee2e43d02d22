using System.Text;

namespace Cluster.Actors.Text;

/// <summary>
/// Unicode normalisation form KC (UAX #15): what looks the same and means the same becomes the same characters, so
/// that a name typed on one machine finds what was named on another.
/// </summary>
internal static class UnicodeText
{
    private const int HangulFirst = 0xAC00, LeadFirst = 0x1100, VowelFirst = 0x1161, TailBase = 0x11A7;
    private const int Leads = 19, Vowels = 21, Tails = 28;

    /// <summary>The text in form KC. A lone surrogate becomes U+FFFD; never throws.</summary>
    public static string Compose(string text)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            return text;
        }

        var tables = UnicodeTables.Instance;
        var codes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, tables, codes);
        }

        Order(codes, tables);
        ComposePairs(codes, tables);
        var composed = new StringBuilder(codes.Count);
        foreach (var code in codes)
        {
            composed.Append(new Rune(code).ToString());
        }

        return composed.ToString();
    }

    private static void Decompose(int code, UnicodeTables tables, List<int> into)
    {
        var syllable = code - HangulFirst;
        if (syllable is >= 0 and < Leads * Vowels * Tails)
        {
            into.Add(LeadFirst + (syllable / (Vowels * Tails)));
            into.Add(VowelFirst + (syllable % (Vowels * Tails) / Tails));
            if (syllable % Tails != 0)
            {
                into.Add(TailBase + (syllable % Tails));
            }
        }
        else if (tables.Decomposition(code) is { } parts)
        {
            into.AddRange(parts);
        }
        else
        {
            into.Add(code);
        }
    }

    // Marks after a starter go by combining class, equals as they came: a stable sort of each run, done as one
    // pass a run so that a text of nothing but marks does not cost its square.
    private static void Order(List<int> codes, UnicodeTables tables)
    {
        for (var start = 0; start < codes.Count; start++)
        {
            var end = start;
            while (end < codes.Count && tables.Class(codes[end]) != 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                var sorted = codes.GetRange(start, end - start).OrderBy(tables.Class).ToList();
                codes.RemoveRange(start, end - start);
                codes.InsertRange(start, sorted);
            }

            start = Math.Max(start, end);
        }
    }

    private static void ComposePairs(List<int> codes, UnicodeTables tables)
    {
        var kept = 0;
        var starter = -1;
        var lastClass = 0;
        for (var index = 0; index < codes.Count; index++)
        {
            var code = codes[index];
            var mark = tables.Class(code);
            var blocked = starter < 0 || (kept - 1 != starter && (lastClass == 0 || lastClass >= mark));
            if (!blocked && Pair(codes[starter], code, tables) is { } composite)
            {
                codes[starter] = composite;
                continue;
            }

            if (mark == 0)
            {
                starter = kept;
            }

            lastClass = mark;
            codes[kept++] = code;
        }

        codes.RemoveRange(kept, codes.Count - kept);
    }

    private static int? Pair(int first, int second, UnicodeTables tables)
    {
        var lead = first - LeadFirst;
        var vowel = second - VowelFirst;
        if (lead is >= 0 and < Leads && vowel is >= 0 and < Vowels)
        {
            return HangulFirst + (((lead * Vowels) + vowel) * Tails);
        }

        var syllable = first - HangulFirst;
        var tail = second - TailBase;
        if (syllable is >= 0 and < Leads * Vowels * Tails && syllable % Tails == 0 && tail is > 0 and < Tails)
        {
            return first + tail;
        }

        return tables.Composite(first, second);
    }
}
