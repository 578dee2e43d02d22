using System.Text;

namespace Fuzz.Engine;

/// <summary>One target under one seed: the corpus first, then what is made from it. The same seed makes the same inputs.</summary>
internal sealed class Session
{
    private const int PoolMax = 4_096;

    private readonly FuzzTarget _target;
    private readonly Oracle _oracle;
    private readonly Mutator _mutator;
    private readonly FuzzRandom _random;
    private readonly List<byte[]> _pool;
    private readonly HashSet<int> _outcomes = [];

    public Session(FuzzTarget target, ulong seed)
    {
        _target = target;
        _oracle = new Oracle(target);
        _random = new FuzzRandom(seed ^ BitConverter.ToUInt64(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(target.Name))));
        _mutator = new Mutator(_random, target.Dictionary, target.IsText, target.InputBytesMax);
        _pool = [.. Corpus.Of(target).Select(entry => entry.Bytes), []];
        WarmUp();
    }

    public FuzzTarget Target => _target;

    /// <summary>Inputs tried.</summary>
    public long Executions { get; private set; }

    /// <summary>Kinds of outcome met.</summary>
    public int Outcomes => _outcomes.Count;

    /// <summary>Tries every input of the corpus.</summary>
    public IEnumerable<Finding> RunCorpus() => Corpus.Of(_target).Select(entry => Try(entry.Bytes)).OfType<Finding>();

    /// <summary>Tries this many made inputs.</summary>
    public IEnumerable<Finding> Run(int executions)
    {
        for (var i = 0; i < executions; i++)
        {
            if (Try(_mutator.Make(_pool)) is { } finding)
            {
                yield return finding;
            }
        }
    }

    /// <summary>A shorter input with the same finding, as far as leaving pieces out can make it.</summary>
    public Finding Shorten(Finding finding)
    {
        for (var piece = Math.Max(1, finding.Input.Length / 2); piece > 0; piece /= 2)
        {
            for (var at = 0; at + piece <= finding.Input.Length;)
            {
                byte[] shorter = [.. finding.Input[..at], .. finding.Input[(at + piece)..]];
                if (Try(shorter) is { } same && same.Kind == finding.Kind)
                {
                    finding = same;
                }
                else
                {
                    at += piece;
                }
            }
        }

        return finding;
    }

    private Finding? Try(byte[] input)
    {
        Executions++;
        var finding = _oracle.Judge(input, out var outcome);
        if (finding is null && _outcomes.Add(outcome) && _pool.Count < PoolMax)
        {
            _pool.Add(input);
        }

        return finding;
    }

    /// <summary>What is allocated once, with the first call of a method, is no input's doing.</summary>
    private void WarmUp()
    {
        foreach (var input in _pool.ToArray())
        {
            _oracle.Judge(input, out _);
        }
    }
}
