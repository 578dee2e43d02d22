using System.Globalization;

namespace Cluster.Actors.Forming;

/// <summary>What one contact said, or why it said nothing.</summary>
/// <param name="Unreachable">Why it cannot be reached, as a clause; null: it answered.</param>
internal sealed record ContactAnswer(string Address, bool IsFormed, string? Refusal, string? Unreachable);

/// <summary>Says in sentences why a node is in no cluster.</summary>
internal static class JoinWords
{
    /// <summary>Time is up.</summary>
    public static string GivenUp(ActorsSettings settings, string own, Contacts contacts, IReadOnlyList<ContactAnswer> answers)
    {
        var tried = $"This node found no cluster to join within {Seconds(settings.Forming.JoinTimeout)}";
        var name = settings.Forming.DnsName;
        if (answers.FirstOrDefault(answer => answer.Unreachable is not null && contacts.AtWork.Contains(answer.Address)) is { } silent)
        {
            return $"{tried}: a node at {silent.Address} is at work on the database, but {silent.Unreachable}, and a second cluster beside it would harm both. Check the network between them, or stop that one.";
        }

        if (name.Length > 0 && !contacts.IncludesThis)
        {
            return contacts.Others.Count == 0
                ? $"{tried}: the name {name} has no address. Check parley.cluster.dns-name; a headless service must publish addresses of nodes that are not ready (publishNotReadyAddresses)."
                : $"{tried}: {Reasons(answers)}. It makes none itself, because {own} is not among the addresses of {name}: check --cluster-host.";
        }

        return contacts.Others.Count == 0 || contacts.IncludesThis
            ? $"{tried}, and could not make one: {Reasons(answers)}."
            : $"{tried}: {Reasons(answers)}. Check --seed and that those nodes run; a node makes a cluster itself only when its own address ({own}) is among the seeds.";
    }

    /// <summary>Somebody else's cluster works on the database of a node that is to be alone.</summary>
    public static string DatabaseInUse(string address) =>
        $"The node at {address} is at work on this database: to join it give this node --cluster-port PORT and --cluster-host ADDR, or give it a database of its own.";

    /// <summary>It was let in and did not come up.</summary>
    public static string NotUp(string through, TimeSpan patience) =>
        $"The node at {through} let this one in, but it was not up after {Seconds(patience)}: every node must reach every other at its --cluster-host and --cluster-port, and one that died is given up first.";

    private static string Reasons(IReadOnlyList<ContactAnswer> answers) => answers.Count == 0
        ? "nobody is named"
        : string.Join("; ", answers.Take(5).Select(answer => $"{answer.Address}: {answer.Unreachable ?? "it is in no cluster yet itself"}"));

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
