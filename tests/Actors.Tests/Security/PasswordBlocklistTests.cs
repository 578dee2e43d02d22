using Cluster.Actors;
using Cluster.Actors.Security;

namespace Actors.Tests.Security;

public sealed class PasswordBlocklistTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    [Fact]
    public void What_stands_in_the_file_is_refused_whole_and_without_regard_to_case()
    {
        var file = directory.File("list.txt");
        File.WriteAllText(file, "quiet river lantern\r\nshort\n\nvormittagsbröt\u0308chen\n");
        var list = PasswordBlocklist.Read(file, 15);
        Assert.Equal(2, list.Count);
        var rules = PasswordRules.Of(new ActorsSettings { PasswordBlocklist = list });
        Assert.Equal("password-common", rules.Check("Quiet River Lantern")?.Code);
        Assert.Null(rules.Check("quiet river lanterns"));
        Assert.Null(PasswordRules.Of(new ActorsSettings()).Check("quiet river lantern"));
    }

    [Fact]
    public void Many_lines_are_read_into_a_few_bytes_each()
    {
        var file = directory.File("list.txt");
        File.WriteAllLines(file, Enumerable.Range(0, 200_000).Select(i => $"a password of mine {i}"));
        var list = PasswordBlocklist.Read(file, 15);
        Assert.Equal(200_000, list.Count);
        Assert.True(list.Has("a password of mine 77777"));
        Assert.False(list.Has("a password of mine 200000"));
    }

    [Fact]
    public void A_file_that_is_too_large_or_not_there_is_said_so()
    {
        Assert.ThrowsAny<IOException>(() => PasswordBlocklist.Read(directory.File("none.txt"), 15));
        using (var large = File.Create(directory.File("large.txt")))
        {
            large.SetLength(PasswordBlocklist.FileBytesMax + 1);
        }

        Assert.Contains("64 MiB", Assert.Throws<IOException>(() => PasswordBlocklist.Read(directory.File("large.txt"), 15)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => directory.Dispose();
}
