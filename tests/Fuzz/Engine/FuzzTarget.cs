namespace Fuzz.Engine;

/// <summary>
/// One parser of bytes from outside. <see cref="Run"/> gives it an input and checks what can be checked of the answer; an
/// exception, an allocation beyond <see cref="AllocatedBytesMax"/>, a write outside the input or a time beyond
/// <see cref="MicrosecondsMax"/> is a finding.
/// </summary>
internal abstract class FuzzTarget
{
    /// <summary>What <c>./fuzz</c> calls it; its corpus is the folder of that name.</summary>
    public abstract string Name { get; }

    /// <summary>How many mutated inputs every run of the tests tries.</summary>
    public virtual int TestExecutions => 20_000;

    /// <summary>Longest input that is made.</summary>
    public virtual int InputBytesMax => 1_500;

    /// <summary>How long one input may take, microseconds, on a machine that has other work.</summary>
    public virtual long MicrosecondsMax => 10_000;

    /// <summary>Pieces that mean something to this parser.</summary>
    public virtual IReadOnlyList<byte[]> Dictionary => [];

    /// <summary>Whether inputs are lines of text, so that whole lines are moved as well.</summary>
    public virtual bool IsText => false;

    /// <summary>What an input of this length may allocate on the calling thread; null: anything.</summary>
    public virtual long? AllocatedBytesMax(int inputBytes) => 0;

    /// <summary>Parses. The result tells kinds of outcome apart: an input with a new one is kept to make others from.</summary>
    public abstract int Run(Span<byte> input);

    /// <summary>Says that the answer cannot be right.</summary>
    protected static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new OracleException(what);
        }
    }
}

/// <summary>A parser answered something that cannot be.</summary>
internal sealed class OracleException(string message) : Exception(message);
