using System.Text;
using Cluster.Actors.Rooms;
using Cluster.Actors.Text;
using CsCheck;

namespace Actors.Tests.Text;

public sealed class RoomNameTests
{
    [Theory]
    [InlineData("Standup", "standup")]
    [InlineData("  Daily  Standup\t2 ", "daily-standup-2")]
    [InlineData("ＡＢＣ１", "abc1")]
    [InlineData("Cafe\u0301", "caf\u00e9")]
    [InlineData("ﬁnance", "finance")]
    [InlineData("ÄRGER", "ärger")]
    [InlineData("\u1100\u1161\u11a8", "\uac01")]
    [InlineData("会議室", "会議室")]
    [InlineData("a.b_c~d", "a.b_c~d")]
    [InlineData("party\U0001F389", "party\U0001F389")]
    public void A_name_is_normalised(string raw, string expected)
    {
        Assert.True(RoomName.TryCreate(raw, out var name, out var problem), problem);
        Assert.Equal(expected, name.Value);
        Assert.True(RoomName.IsNormal(name.Value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\n")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a:b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a%b")]
    [InlineData("a\0b")]
    [InlineData("a\u202Eb")]
    [InlineData("a\"b")]
    [InlineData("<b>")]
    [InlineData("..")]
    [InlineData("\ud800")]
    public void What_cannot_stand_in_a_link_is_refused_with_a_reason(string? raw)
    {
        Assert.False(RoomName.TryCreate(raw, out var name, out var problem));
        Assert.NotEmpty(problem);
        Assert.Equal("", name.Value);
    }

    [Fact]
    public void A_name_has_a_longest_length()
    {
        Assert.True(RoomName.TryCreate(new string('a', 100), out _, out _));
        Assert.False(RoomName.TryCreate(new string('a', 101), out _, out _));
        Assert.False(RoomName.TryCreate(new string('a', 10_000_000), out _, out _));
        Assert.False(RoomName.TryCreate(new string('\ufdfa', 100), out _, out _));
    }

    [Fact]
    public void Whatever_comes_a_name_is_bounded_and_its_own_normal_form() =>
        Gen.String.Sample(raw =>
        {
            if (RoomName.TryCreate(raw, out var name, out _))
            {
                Assert.InRange(name.Value.Length, 1, RoomName.CharsMax);
                Assert.True(RoomName.IsNormal(name.Value), name.Value);
                Assert.DoesNotContain('/', name.Value);
                Assert.DoesNotContain(':', name.Value);
            }
        });

    // Expected values by the Unicode Consortium's own conformance file for form KC.
    [Theory]
    [InlineData("\u1E9B\u0323", "\u1E69")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("a\u0315\u0300\u05AE\u0300b", "\u00E0\u05AE\u0300\u0315b")]
    [InlineData("\u3300", "\u30A2\u30D1\u30FC\u30C8")]
    [InlineData("\uFF76\uFF9E", "\u30AC")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\uD4DB", "\uD4DB")]
    [InlineData("\u1111\u1171\u11B6", "\uD4DB")]
    public void Composition_is_the_standards(string raw, string expected) => Assert.Equal(expected, Composed(raw));

    [Fact]
    public void Composing_twice_changes_nothing() =>
        Gen.String.Sample(raw => Assert.Equal(Composed(raw), Composed(Composed(raw))));

    private static string Composed(string raw) => UnicodeText.Compose(raw, NormalizationForm.FormKC);
}
