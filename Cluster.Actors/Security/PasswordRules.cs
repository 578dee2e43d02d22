using System.Text;
using Cluster.Actors.Text;

namespace Cluster.Actors.Security;

/// <summary>Why a password is refused: a stable code, and a sentence for the person who chose it.</summary>
public sealed record PasswordProblem(string Code, string Sentence);

/// <summary>
/// What an account's password must be (NIST SP 800-63B-4 section 3.1.1.2): long enough, and nothing that guessers try
/// first. No kind of character is demanded or forbidden, and no password expires. Codes: <c>password-too-short</c>,
/// <c>password-too-long</c>, <c>password-common</c>, <c>password-repetitive</c>, <c>password-sequence</c>,
/// <c>password-personal</c>, <c>password-characters</c>.
/// </summary>
public sealed class PasswordRules
{
    // A word of two letters stands in too many good passwords.
    private const int ContextCharsMin = 3;

    private readonly int charsMin;
    private readonly int charsMax;
    private readonly PasswordBlocklist blocklist;
    private readonly IReadOnlyList<string> ours;

    private PasswordRules(int charsMin, int charsMax, PasswordBlocklist blocklist, IReadOnlyList<string> ours) =>
        (this.charsMin, this.charsMax, this.blocklist, this.ours) = (charsMin, charsMax, blocklist, ours);

    /// <summary>The rules that settings make.</summary>
    public static PasswordRules Of(ActorsSettings settings) => new(
        settings.AccountPasswordCharsMin, settings.PasswordChars, settings.PasswordBlocklist, ["parley", .. settings.AccountDomains]);

    /// <summary>What is wrong with a password; null when nothing is. Never throws.</summary>
    /// <param name="about">What is known of its owner: login name, name for display.</param>
    public PasswordProblem? Check(string? password, params ReadOnlySpan<string> about)
    {
        if (password is null || password.Length == 0)
        {
            return TooShort();
        }

        if (password.Length > charsMax)
        {
            return new PasswordProblem("password-too-long", $"A password has at most {charsMax} characters.");
        }

        var composed = UnicodeText.Compose(password, NormalizationForm.FormC);
        if (composed.EnumerateRunes().Any(Rune.IsControl))
        {
            return new PasswordProblem("password-characters", "A password cannot have line breaks, tabs or other control characters. Spaces are fine.");
        }

        if (composed.EnumerateRunes().Count() < charsMin)
        {
            return TooShort();
        }

        return blocklist.Has(composed) ? Common() : ProblemOf(Guessability.Of(composed, Words([.. ours, .. about])));
    }

    private static HashSet<string> Words(IEnumerable<string> texts) =>
    [
        .. from text in texts
           let lower = text.ToLowerInvariant()
           from word in lower.Split([' ', '.', '-', '_', '@', '\'', ','], StringSplitOptions.RemoveEmptyEntries)
               .Append(lower).Append(lower.Replace(" ", "", StringComparison.Ordinal))
           where word.Length >= ContextCharsMin
           select word,
    ];

    private static PasswordProblem? ProblemOf(Guess? guess) => guess switch
    {
        null => null,
        Guess.Personal => new PasswordProblem(
            "password-personal", "This password is little more than your name or this server's. Choose words that have nothing to do with either."),
        Guess.Repetitive => new PasswordProblem(
            "password-repetitive", "This password repeats itself: it is as easy to guess as its first few characters. Three or four unrelated words are better."),
        Guess.Sequence => new PasswordProblem(
            "password-sequence", "This password follows the alphabet, the digits or the keyboard. Three or four unrelated words are better."),
        _ => Common(),
    };

    private static PasswordProblem Common() => new(
        "password-common", "This password is among the first that guessers try, even with digits or signs added. Three or four unrelated words are better.");

    private PasswordProblem TooShort() => new(
        "password-too-short", $"A password has at least {charsMin} characters. Three or four unrelated words make a good one.");
}
