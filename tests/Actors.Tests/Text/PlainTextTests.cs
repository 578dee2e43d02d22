using Cluster.Actors.Accounts;
using Cluster.Actors.Text;

namespace Actors.Tests.Text;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("Ann", "Ann")]
    [InlineData("  Ann \n  B. ", "Ann B.")]
    [InlineData("A\u202Enn\u0007", "Ann")]
    [InlineData("\U0001F469\u200D\U0001F4BB Ann", "\U0001F469\u200D\U0001F4BB Ann")]
    public void A_name_is_one_harmless_line(string raw, string expected) => Assert.Equal(expected, PlainText.Line(raw, 80));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\u200B\u202E \u0000")]
    public void Nothing_visible_is_no_name(string? raw) => Assert.Null(PlainText.Line(raw, 80));

    [Fact]
    public void A_name_has_a_longest_length()
    {
        Assert.NotNull(PlainText.Line(new string('a', 80), 80));
        Assert.Null(PlainText.Line(new string('a', 81), 80));
    }

    [Theory]
    [InlineData("one\ntwo\t3", "one\ntwo\t3")]
    [InlineData("\r\n hi \u202E there\u0000", "hi  there")]
    public void A_line_of_chat_keeps_its_breaks(string raw, string expected) => Assert.Equal(expected, PlainText.Lines(raw, 100));

    [Fact]
    public void A_line_of_chat_is_bounded()
    {
        Assert.NotNull(PlainText.Lines(new string('a', 100), 100));
        Assert.Null(PlainText.Lines(new string('a', 101), 100));
        Assert.Null(PlainText.Lines(" \n ", 100));
    }

    [Theory]
    [InlineData("Ann", true)]
    [InlineData("ann@example.org", true)]
    [InlineData("ann b", false)]
    [InlineData("", false)]
    public void A_login_name_has_no_spaces(string raw, bool valid)
    {
        Assert.Equal(valid, AccountName.TryCreate(raw, out var name, out _));
        Assert.Equal(valid ? raw.ToLowerInvariant() : "", name.Value);
    }
}
