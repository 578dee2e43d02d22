using Fuzz.Engine;
using Fuzz.Targets;
using Xunit;

namespace Fuzz;

/// <summary>What every run of the tests tries of each parser: the corpus, and the same few thousand inputs made from it.</summary>
public sealed class FuzzTests
{
    private const ulong Seed = 20_26;

    public static TheoryData<string> Names => [.. AllTargets.List.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_deals_with_whatever_comes(string name)
    {
        var session = new Session(AllTargets.Find(name)!, Seed);
        Assert.Empty(session.RunCorpus().Concat(session.Run(session.Target.TestExecutions)).Take(1));
        Assert.True(session.Outcomes > 1, "Every input had the same outcome: the corpus does not reach the parser.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_has_a_corpus(string name) => Assert.NotEmpty(Corpus.Of(AllTargets.Find(name)!));

    [Fact]
    public void Every_folder_of_the_corpus_is_a_target_s() =>
        Assert.Empty(Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "Corpus")).Select(Path.GetFileName).Except(AllTargets.List.Select(target => target.Name)));
}
