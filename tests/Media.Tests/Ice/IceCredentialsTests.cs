using Cluster.Media.Ice;
using Xunit;

namespace Media.Tests.Ice;

public sealed class IceCredentialsTests
{
    [Fact]
    public void Fresh_credentials_are_well_formed_and_never_the_same()
    {
        HashSet<string> seen = [];
        for (int i = 0; i < 1_000; i++)
        {
            IceCredentials fresh = IceCredentials.Create();
            Assert.True(IceCredentials.IsWellFormed(fresh.UserFragment, 4) && fresh.UserFragment.Length == 8);
            Assert.True(IceCredentials.IsWellFormed(fresh.Password, 22) && fresh.Password.Length == 24);
            Assert.Equal(24, fresh.ToKey().Length);
            Assert.True(seen.Add(fresh.UserFragment) && seen.Add(fresh.Password));
        }
    }

    [Fact]
    public void A_password_is_not_in_the_text_of_a_log()
    {
        IceCredentials fresh = IceCredentials.Create();
        Assert.DoesNotContain(fresh.Password, $"{fresh}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc", false)]
    [InlineData("abcd", true)]
    [InlineData("ab:d", false)]
    [InlineData("ab d", false)]
    [InlineData("äbcd", false)]
    public void Others_fragments_are_checked(string fragment, bool wellFormed) =>
        Assert.Equal(wellFormed, IceCredentials.IsWellFormed(fragment, 4));
}
