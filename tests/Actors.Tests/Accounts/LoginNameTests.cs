using Cluster.Actors.Accounts;
using CsCheck;

namespace Actors.Tests.Accounts;

public sealed class LoginNameTests
{
    [Theory]
    [InlineData("ann", "ann")]
    [InlineData(" Ann ", "ann")]
    [InlineData("ann@example.org", "ann@example.org ann")]
    [InlineData("ANN@Example.ORG", "ann@example.org ann")]
    [InlineData("ann@meet.example.net", "ann@meet.example.net ann")]
    [InlineData("ann@elsewhere.org", "ann@elsewhere.org")]
    [InlineData("ann@b@example.org", "ann@b@example.org ann@b")]
    [InlineData("@example.org", "@example.org")]
    [InlineData("ann@", "ann@")]
    [InlineData("a b", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void The_whole_text_is_tried_and_then_what_stands_before_a_domain_of_ours(string? typed, string candidates) => Assert.Equal(
        candidates, string.Join(' ', LoginName.Candidates(typed, ["example.org"], "meet.example.net:8443")));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":8080")]
    [InlineData("[::1]:8080")]
    public void Without_a_host_there_is_no_domain_of_it(string? host) =>
        Assert.Equal("ann@", string.Join(' ', LoginName.Candidates("ann@", [], host)));

    [Fact]
    public void Nothing_that_is_typed_breaks_it() => Gen.Select(Gen.String[0, 300], Gen.String).Sample((typed, host) =>
        LoginName.Candidates(typed, ["example.org"], host).Count <= 2);
}
