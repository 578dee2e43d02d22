using Cluster.Actors.Membership;

namespace Actors.Tests.Membership;

public sealed class SplitViewTests
{
    [Theory]
    [InlineData(2, 1, 0, 0, true)]
    [InlineData(1, 2, 0, 0, false)]
    [InlineData(1, 1, 0, 0, null)]
    [InlineData(2, 2, 0, 0, null)]
    [InlineData(3, 0, 0, 0, true)]
    // A node on its way in may count already for the other side, and not yet for this one.
    [InlineData(2, 1, 0, 1, null)]
    [InlineData(1, 2, 1, 0, null)]
    [InlineData(2, 1, 1, 0, true)]
    [InlineData(1, 2, 0, 1, false)]
    public void The_larger_part_goes_on_and_equal_ones_need_a_decision(int here, int there, int comingHere, int comingThere, bool? goesOn) =>
        Assert.Equal(goesOn, new SplitView(here, there, comingHere, comingThere).ThisGoesOn);

    [Fact]
    public void Two_sides_never_both_go_on_by_themselves()
    {
        int[] counts = [0, 1, 2, 3];
        foreach (var (here, there) in counts.SelectMany(_ => counts, (here, there) => (here, there)))
        {
            foreach (var (comingHere, comingThere) in counts.SelectMany(_ => counts, (one, other) => (one, other)))
            {
                // Each side may know of those on their way to the other, or not, and may count some of its own as in already.
                for (var inHere = 0; inHere <= comingHere; inHere++)
                {
                    var one = new SplitView(here + inHere, there, comingHere - inHere, comingThere).ThisGoesOn;
                    for (var inThere = 0; inThere <= comingThere; inThere++)
                    {
                        var other = new SplitView(there + inThere, here, comingThere - inThere, comingHere).ThisGoesOn;
                        Assert.False(one == true && other == true, $"{here}+{inHere} and {there}+{inThere} both go on");
                    }
                }
            }
        }
    }
}
