using Cluster.Actors.Ops;

namespace Actors.Tests.Ops;

public sealed class ChangeTableTests
{
    [Fact]
    public void Who_asks_again_gets_only_what_changed_and_what_went()
    {
        var table = new ChangeTable<int>();
        table.Put("a", 1);
        table.Put("b", 2);
        var first = table.Since(0, 10);
        Assert.Equal([1, 2], first.Values);
        Assert.Equal((true, false), (first.Whole, first.Anew));

        table.Put("a", 1);
        Assert.Empty(table.Since(first.UpTo, 10).Values);
        table.Put("a", 3);
        table.Remove("b");
        var second = table.Since(first.UpTo, 10);
        Assert.Equal([3], second.Values);
        Assert.Equal(["b"], second.Gone);
        Assert.Empty(table.Since(second.UpTo, 10).Gone);
    }

    [Fact]
    public void Much_comes_in_parts_that_leave_nothing_out()
    {
        var table = new ChangeTable<int>();
        foreach (var number in Enumerable.Range(0, 25))
        {
            table.Put($"{number}", number);
        }

        List<int> all = [];
        for (var (known, whole) = (0L, false); !whole;)
        {
            var part = table.Since(known, 10);
            Assert.InRange(part.Values.Count, 1, 10);
            all.AddRange(part.Values);
            (known, whole) = (part.UpTo, part.Whole);
        }

        Assert.Equal(Enumerable.Range(0, 25), all);
    }

    [Fact]
    public void Who_was_away_for_longer_than_is_remembered_or_knows_another_life_begins_anew()
    {
        var table = new ChangeTable<int>(goneMax: 2);
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            table.Put(name, 1);
        }

        var known = table.Since(0, 10).UpTo;
        foreach (var name in (string[])["a", "b", "c"])
        {
            table.Remove(name);
        }

        Assert.True(table.Since(known, 10).Anew);
        Assert.True(table.Since(1_000, 10).Anew);
        Assert.Single(table.Since(1_000, 10).Values);
    }
}
