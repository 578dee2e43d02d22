using Cluster.Actors.Telemetry;

namespace Actors.Tests.Telemetry;

/// <summary>A tag's words have a bound.</summary>
public sealed class BoundedWordsTests
{
    [Fact]
    public void The_first_words_stay_themselves_and_those_beyond_are_one()
    {
        var words = new BoundedWords(2);
        Assert.Equal(["a", "b", "other", "a", "other"], ((string[])["a", "b", "c", "a", "d"]).Select(words.Of));
    }
}
