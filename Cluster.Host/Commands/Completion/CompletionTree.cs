using System.CommandLine;
using System.CommandLine.Completions;

namespace Cluster.Host.Commands.Completion;

/// <summary>One command as a shell needs to know it: what may follow it.</summary>
/// <param name="Path">All words up to it, <c>parley user add</c>.</param>
/// <param name="Words">What may stand for its first argument, where that is one of a few.</param>
internal sealed record CompletionTree(
    string Path, string Description, IReadOnlyList<CompletionTree> Commands, IReadOnlyList<CompletionOption> Options, IReadOnlyList<string> Words)
{
    /// <summary>It and everything below it.</summary>
    public IEnumerable<CompletionTree> All => Commands.SelectMany(command => command.All).Prepend(this);

    /// <summary>Its own word.</summary>
    public string Name => Path[(Path.LastIndexOf(' ') + 1)..];

    /// <summary>Reads the command line's own tree.</summary>
    public static CompletionTree Of(RootCommand root) => Of(root, "parley", [.. root.Options.Where(option => option.Recursive)]);

    private static CompletionTree Of(Command command, string path, IReadOnlyList<Option> everywhere) => new(
        path,
        FirstSentence(command.Description),
        [.. command.Subcommands.Where(each => !each.Hidden).Select(each => Of(each, $"{path} {each.Name}", everywhere))],
        [.. command.Options.Concat(everywhere).Distinct().Where(option => !option.Hidden).Select(CompletionOption.Of)],
        [.. command.Arguments.SelectMany(argument => argument.GetCompletions(CompletionContext.Empty)).Select(item => item.Label)]);

    /// <summary>As much of a description as fits beside a word.</summary>
    internal static string FirstSentence(string? description)
    {
        var line = description?.Split('\n')[0].TrimEnd() ?? "";
        var end = line.IndexOf(": ", StringComparison.Ordinal);
        return (end > 0 ? line[..end] : line).TrimEnd('.');
    }
}

/// <summary>What stands behind an option.</summary>
internal enum CompletionValue
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Something nobody can guess.</summary>
    Text,

    /// <summary>One of a few words.</summary>
    Words,

    /// <summary>A file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,
}

/// <summary>An option as a shell needs to know it.</summary>
internal sealed record CompletionOption(IReadOnlyList<string> Names, string Description, CompletionValue Value, IReadOnlyList<string> Words)
{
    /// <summary>Reads one of the command line's options.</summary>
    public static CompletionOption Of(Option option)
    {
        string[] words = option.ValueType == typeof(bool) ? [] : [.. option.GetCompletions(CompletionContext.Empty).Select(item => item.Label)];
        var value = option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool) ? CompletionValue.None
            : words.Length > 0 ? CompletionValue.Words
            : option.HelpName switch { "FILE" => CompletionValue.File, "DIR" => CompletionValue.Directory, _ => CompletionValue.Text };
        // "-?" is for those who guess; to a shell it is a pattern.
        string[] names = [option.Name, .. option.Aliases.Where(name => name.StartsWith('-') && name != "-?").Order(StringComparer.Ordinal)];
        return new CompletionOption(names, CompletionTree.FirstSentence(option.Description), value, words);
    }
}
