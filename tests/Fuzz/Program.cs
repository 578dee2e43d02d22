using System.Diagnostics;
using System.Globalization;
using Fuzz.Engine;
using Fuzz.Targets;

namespace Fuzz;

/// <summary>What <c>./fuzz</c> runs: targets for a time, or one input again.</summary>
internal static class Program
{
    private const string Usage = "Usage: fuzz [TARGET] [--minutes N] [--seed N], or fuzz TARGET FILE, or fuzz --list";
    private const int ExecutionsPerTurn = 2_000;
    private const string FindingsFolder = "fuzz-findings";

    public static int Main(string[] args)
    {
        List<string> words = [];
        double minutes = 1;
        var seed = (ulong)Stopwatch.GetTimestamp();
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--list":
                    AllTargets.List.ToList().ForEach(target => Console.WriteLine(target.Name));
                    return 0;
                case "--minutes" when i + 1 < args.Length && double.TryParse(args[++i], CultureInfo.InvariantCulture, out minutes) && minutes > 0:
                case "--seed" when i + 1 < args.Length && ulong.TryParse(args[++i], CultureInfo.InvariantCulture, out seed):
                    break;
                case var word when !word.StartsWith('-') && words.Count < 2:
                    words.Add(word);
                    break;
                default:
                    Console.Error.WriteLine(Usage);
                    return 2;
            }
        }

        if (words.Count > 0 && AllTargets.Find(words[0]) is null)
        {
            Console.Error.WriteLine($"There is no target {words[0]}. {Usage}");
            return 2;
        }

        return words.Count == 2 ? Again(AllTargets.Find(words[0])!, words[1])
            : RunFor(TimeSpan.FromMinutes(minutes), seed, words.Count == 1 ? [AllTargets.Find(words[0])!] : AllTargets.List);
    }

    private static int Again(FuzzTarget target, string file)
    {
        var finding = new Oracle(target).Judge(Corpus.Read(file), out var outcome);
        Console.WriteLine(finding?.ToString() ?? $"{target.Name}: nothing wrong, outcome {outcome}");
        return finding is null ? 0 : 1;
    }

    private static int RunFor(TimeSpan time, ulong seed, IReadOnlyList<FuzzTarget> targets)
    {
        Console.WriteLine($"seed {seed}");
        Session[] sessions = [.. targets.Select(target => new Session(target, seed))];
        var kinds = new HashSet<string>();
        var clock = Stopwatch.StartNew();
        foreach (var session in sessions)
        {
            Report(session, session.RunCorpus(), kinds);
        }

        // In turns, and each for the same time, so that slow ones do not take it all.
        while (clock.Elapsed < time)
        {
            foreach (var session in sessions)
            {
                for (var turn = Stopwatch.StartNew(); turn.ElapsedMilliseconds < 500 && clock.Elapsed < time;)
                {
                    Report(session, session.Run(Math.Min(ExecutionsPerTurn, session.Target.TestExecutions / 10)), kinds);
                }
            }
        }

        foreach (var session in sessions)
        {
            Console.WriteLine($"{session.Target.Name,-24} {session.Executions,14:N0} executions  {session.Outcomes,6:N0} kinds of outcome");
        }

        Console.WriteLine($"{sessions.Sum(session => session.Executions):N0} executions in {clock.Elapsed.TotalMinutes:F1} minutes, {kinds.Count} findings");
        return kinds.Count == 0 ? 0 : 1;
    }

    private static void Report(Session session, IEnumerable<Finding> findings, HashSet<string> kinds)
    {
        foreach (var finding in findings)
        {
            if (kinds.Add($"{finding.Target} {finding.Kind}"))
            {
                var shortest = session.Shorten(finding);
                Console.WriteLine($"FOUND {shortest}\nsaved as {shortest.Save(FindingsFolder)}");
            }
        }
    }
}
