using Bench.Load.Checking;

namespace Load.Tests;

/// <summary>Loss by sequence numbers: gaps count, wraps and late packets do not.</summary>
public sealed class SequenceTests
{
    [Fact]
    public void Gaps_are_lost_until_they_are_filled()
    {
        var sequence = new Sequence(1, isAudio: false);
        foreach (ushort number in new ushort[] { 65_533, 65_534, 1, 2 })
        {
            sequence.Note(number);
        }

        Assert.Equal(2, sequence.Lost);
        sequence.Note(65_535);
        Assert.Equal((1, 1), (sequence.Lost, sequence.Late));
        sequence.Note(0);
        Assert.Equal(0, sequence.Lost);
    }

    [Fact]
    public void After_a_restart_what_is_missing_from_there_on_counts()
    {
        var sequence = new Sequence(1, isAudio: false);
        sequence.Note(10);
        sequence.Restart();
        sequence.Note(13);
        Assert.Equal((1, 2), (sequence.Received, sequence.Lost));
    }
}
