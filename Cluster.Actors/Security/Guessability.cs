using System.Diagnostics;

namespace Cluster.Actors.Security;

/// <summary>What a guesser would have to know of a password that is easy.</summary>
internal enum Guess
{
    /// <summary>Lists of common passwords.</summary>
    Common,

    /// <summary>That it repeats itself.</summary>
    Repetitive,

    /// <summary>The alphabet and the keyboard.</summary>
    Sequence,

    /// <summary>Whose it is.</summary>
    Personal,
}

/// <summary>
/// Whether a text, long as it may be, is made of a few pieces that every guesser has: words of
/// <see cref="CommonPasswords"/> also with letters written as digits, runs of the alphabet or the keyboard, words about
/// its owner, and what stood in it before. The text is cut into pieces at the least effort, where such a piece costs
/// as much as two characters of its own, a repetition as much as one, and any other character one.
/// </summary>
internal static class Guessability
{
    /// <summary>A text that costs less than so many characters of its own is easy.</summary>
    public const int EffortMin = 7;

    private const int WordEffort = 2;
    private const int RepeatEffort = 1;
    private const int RunCharsMin = 3;
    private const int RepeatCharsMin = 3;

    /// <summary>Why the text is easy to guess; null when it is not.</summary>
    /// <param name="about">Words about the owner and the server, in lower case.</param>
    public static Guess? Of(string text, IReadOnlySet<string> about)
    {
        var lower = text.ToLowerInvariant();
        var bare = string.Concat(lower.Where(char.IsLetterOrDigit));
        return CommonPasswords.Words.Contains(lower) || CommonPasswords.Words.Contains(bare)
            ? Guess.Common
            : Cut(lower, about) ?? (bare == lower || bare.Length == 0 ? null : Cut(bare, about));
    }

    private static Guess? Cut(string text, IReadOnlySet<string> about)
    {
        var spellings = Leet.Spellings(text);
        var repeats = LongestRepeats(text);
        var best = new Step[text.Length + 1];
        for (var end = 1; end <= text.Length; end++)
        {
            best[end] = Step.None;
        }

        // Piece by piece from the left: what begins at a place is reached at the least effort so far.
        for (var start = 0; start < text.Length; start++)
        {
            Offer(best, start, start + 1, 1, null);
            for (var length = RepeatCharsMin; length <= repeats[start]; length++)
            {
                Offer(best, start, start + length, RepeatEffort, Guess.Repetitive);
            }

            var run = Runs.LongestAt(text, start);
            for (var length = RunCharsMin; length <= run; length++)
            {
                Offer(best, start, start + length, WordEffort, Guess.Sequence);
            }

            OfferWords(best, start, spellings, about);
        }

        return best[^1].Effort < EffortMin ? Reason(best) : null;
    }

    private static void OfferWords(Step[] best, int start, IReadOnlyList<string> spellings, IReadOnlySet<string> about)
    {
        var longest = Math.Min(Math.Max(CommonPasswords.CharsMax, about.Select(word => word.Length).DefaultIfEmpty().Max()), best.Length - 1 - start);
        for (var length = CommonPasswords.CharsMin; length <= longest; length++)
        {
            foreach (var spelling in spellings)
            {
                var piece = spelling.Substring(start, length);
                if (about.Contains(piece))
                {
                    Offer(best, start, start + length, WordEffort, Guess.Personal);
                }
                else if (CommonPasswords.Words.Contains(piece))
                {
                    Offer(best, start, start + length, WordEffort, Guess.Common);
                }
            }
        }
    }

    private static void Offer(Step[] best, int start, int end, int effort, Guess? guess)
    {
        var total = best[start].Effort + effort;
        if (total < best[end].Effort)
        {
            best[end] = new Step(total, start, guess);
        }
    }

    // The kind of piece that covers most of the text; what is repeated says more than that it is.
    private static Guess Reason(Step[] best)
    {
        var covered = new Dictionary<Guess, int>();
        for (var end = best.Length - 1; end > 0; end = best[end].Start)
        {
            if (best[end].Guess is { } guess)
            {
                covered[guess] = covered.GetValueOrDefault(guess) + end - best[end].Start;
            }
        }

        Debug.Assert(covered.Count > 0 || best.Length <= EffortMin, "Without an easy piece each character costs one.");
        return covered.Count == 0 ? Guess.Common : covered.MaxBy(each => each.Key == Guess.Repetitive ? 0 : each.Value).Key;
    }

    // For each place how much of what follows stood in the text before; it may overlap itself, as "aaaa" does.
    private static int[] LongestRepeats(string text)
    {
        var longest = new int[text.Length];
        var following = new int[text.Length + 1];
        for (var late = text.Length - 1; late >= 0; late--)
        {
            for (var early = 0; early < late; early++)
            {
                following[early] = text[early] == text[late] ? following[early + 1] + 1 : 0;
                longest[late] = Math.Max(longest[late], following[early]);
            }
        }

        return longest;
    }

    private readonly record struct Step(int Effort, int Start, Guess? Guess)
    {
        public static readonly Step None = new(int.MaxValue / 2, 0, null);
    }
}
