using Cluster.Actors;
using Cluster.Actors.Security;
using CsCheck;

namespace Actors.Tests.Security;

public sealed class PasswordRulesTests
{
    private static readonly PasswordRules Rules = PasswordRules.Of(new ActorsSettings { AccountDomains = ["meet.example.org"] });

    [Theory]
    [InlineData("", "password-too-short")]
    [InlineData("quiet river", "password-too-short")]
    [InlineData("fourteen chars", "password-too-short")]
    [InlineData("🎉🎉🎉🎉🎉🎉🎉🎉", "password-too-short")]
    [InlineData("quiet river\tlantern", "password-characters")]
    [InlineData("quiet river\nlantern", "password-characters")]
    [InlineData("aaaaaaaaaaaaaaa", "password-repetitive")]
    [InlineData("abababababababab", "password-repetitive")]
    [InlineData("zq7zq7zq7zq7zq7zq7", "password-repetitive")]
    [InlineData("               ", "password-repetitive")]
    [InlineData("123456789012345", "password-sequence")]
    [InlineData("abcdefghijklmnopq", "password-sequence")]
    [InlineData("zyxwvutsrqponmlk", "password-sequence")]
    [InlineData("qwertyuiopasdfghjkl", "password-sequence")]
    [InlineData("1qaz2wsx3edc4rfv", "password-sequence")]
    [InlineData("qwertzuiop12345678", "password-sequence")]
    [InlineData("passwordpassword", "password-common")]
    [InlineData("PASSWORDPASSWORD!", "password-common")]
    [InlineData("p@ssw0rdp@ssw0rd", "password-common")]
    [InlineData("p.a.s.s.w.o.r.d.1.2.3", "password-common")]
    [InlineData("Password1234567", "password-common")]
    [InlineData("Password!!!!!!!", "password-common")]
    [InlineData("iloveyouiloveyou1", "password-common")]
    [InlineData("correct horse battery staple", "password-common")]
    [InlineData("CorrectHorseBatteryStaple1!", "password-common")]
    [InlineData("Sunshine-2024-Sunshine", "password-common")]
    [InlineData("welcome to germany", "password-common")]
    [InlineData("wilhelminawilhelmina", "password-personal")]
    [InlineData("Wilhelmina.Zwart.1", "password-personal")]
    [InlineData("parleyparleyparley", "password-personal")]
    [InlineData("meet.example.org", "password-personal")]
    [InlineData("wilhelmina@example", "password-personal")]
    public void What_guessers_try_first_is_refused_with_a_reason(string password, string code)
    {
        var problem = Rules.Check(password, "wilhelmina", "Wilhelmina Zwart");
        Assert.Equal(code, problem?.Code);
        Assert.EndsWith(".", problem?.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quiet river lantern")]
    [InlineData("tiefe Brunnen im März")]
    [InlineData("xK9#mQ2$vL5pR8w")]
    [InlineData("dragon monkey sunshine football")]
    [InlineData("jfk wrote 3 odd letters")]
    [InlineData("gtqzpwmxbnvkrla")]
    [InlineData("правильная лошадь")]
    [InlineData("🎉 fifteen is enough 🎉")]
    [InlineData("wilhelmina paints blue gates")]
    public void What_is_long_and_one_s_own_is_taken(string password) =>
        Assert.Null(Rules.Check(password, "wilhelmina", "Wilhelmina Zwart"));

    [Fact]
    public void Length_counts_characters_and_not_how_a_keyboard_wrote_them()
    {
        // Fifteen letters, each of them two code points until composed.
        var decomposed = string.Concat("vormittagsbrote".Select(letter => letter is 'o' or 'a' or 'e' ? letter + "\u0308" : $"{letter}"));
        Assert.Null(Rules.Check(decomposed));
        Assert.Equal("password-too-short", Rules.Check(decomposed[1..])?.Code);
        Assert.Equal("password-too-long", Rules.Check(string.Concat(Enumerable.Range(0, 129).Select(i => $"{i % 90 + 10}")))?.Code);
        Assert.Null(Rules.Check(new string([.. Enumerable.Range(0, 256).Select(i => (char)(0x4E00 + (i * 7919 % 2000)))])));
    }

    [Fact]
    public void Random_letters_are_never_called_easy() =>
        Gen.Char["abcdefghijklmnopqrstuvwxyz"].Array[15, 40].Sample(letters => Rules.Check(new string(letters), "ann", "Ann Lee") is null, iter: 2000);

    [Fact]
    public void Nothing_that_is_typed_breaks_the_rules_and_a_repetition_is_always_seen()
    {
        Gen.String[0, 300].Sample(text =>
        {
            Rules.Check(text, text, "Ann");
            return true;
        });
        Gen.Select(Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789"].Array[1, 4], Gen.Int[15, 30])
            .Sample((unit, times) => Rules.Check(string.Concat(Enumerable.Repeat(new string(unit), times)), "ann") is not null);
    }

    [Fact]
    public void A_list_word_with_digits_around_it_is_always_seen() =>
        Gen.Select(Gen.OneOfConst([.. CommonPasswords.Words.Where(word => word.Length >= 12)]), Gen.Int[0, 999])
            .Sample((word, number) => Rules.Check($"{number}{word.ToUpperInvariant()}", "ann") is not null
                || word.Length + $"{number}".Length < 15);

    [Fact]
    public void The_list_is_well_formed()
    {
        Assert.InRange(CommonPasswords.Words.Count, 400, 5000);
        Assert.All(CommonPasswords.Words, word => Assert.Equal(word.ToLowerInvariant().Trim(), word));
        Assert.All(CommonPasswords.Words, word => Assert.InRange(word.Length, CommonPasswords.CharsMin, 60));
    }
}
