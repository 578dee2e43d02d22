using System.Security.Cryptography;
using Cluster.Actors.Security;
using CsCheck;

namespace Actors.Tests.Security;

public sealed class SecretBoxTests
{
    private static readonly SecretBox Box = SecretBox.Of(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public void What_is_sealed_opens_with_the_same_key_for_the_same_purpose_alone() => Gen.Select(Gen.String, Gen.String).Sample((text, purpose) =>
    {
        text = string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
        purpose = string.Concat(purpose.EnumerateRunes().Select(rune => rune.ToString()));
        var one = Box.Protect(text, purpose);
        Assert.NotEqual(one, Box.Protect(text, purpose));
        Assert.Equal(text, Box.Unprotect(one, purpose));
        Assert.Null(Box.Unprotect(one, purpose + "x"));
        Assert.Null(SecretBox.Of(RandomNumberGenerator.GetBytes(32)).Unprotect(one, purpose));
    });

    [Fact]
    public void Every_changed_character_is_noticed()
    {
        var sealedText = Box.Protect("the key", "test");
        for (var at = 0; at < sealedText.Length - 1; at++)
        {
            var other = sealedText[at] == 'A' ? 'B' : 'A';
            Assert.Null(Box.Unprotect(sealedText[..at] + other + sealedText[(at + 1)..], "test"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1.")]
    [InlineData("v1.AAAA")]
    [InlineData("v1.%%%%")]
    [InlineData("v2.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_sealed_text_opens_to_nothing(string text) => Assert.Null(Box.Unprotect(text, "test"));

    [Fact]
    public void A_key_has_32_bytes() => Assert.Throws<ArgumentException>(() => SecretBox.Of(new byte[31]));
}
