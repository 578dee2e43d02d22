namespace Cluster.Host.Commands.Completion;

/// <summary>The parts of a script that bash and zsh have in common: patterns of their <c>case</c>.</summary>
internal static class ShellCases
{
    /// <summary>Every command but the program itself, as patterns.</summary>
    public static string Commands(CompletionTree tree) => Patterns(tree.All.Skip(1).Select(command => command.Path));

    /// <summary>Every option that takes a value, whichever command has it: the word after it is no command.</summary>
    public static string Valued(CompletionTree tree) => Patterns(
        tree.All.SelectMany(command => command.Options).Where(option => option.Value != CompletionValue.None).SelectMany(option => option.Names).Distinct());

    /// <summary>Commands and options of one kind of value, as "command option" patterns, with what they offer.</summary>
    public static IEnumerable<(string Patterns, IReadOnlyList<string> Words)> Options(CompletionTree tree, CompletionValue value) =>
        from command in tree.All
        from option in command.Options
        where option.Value == value
        group option.Names.Select(name => $"{command.Path} {name}") by string.Join(' ', option.Words) into alike
        select (Patterns(alike.SelectMany(names => names)), (IReadOnlyList<string>)alike.Key.Split(' '));

    /// <summary>A text in single quotes.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Patterns(IEnumerable<string> texts) => string.Join('|', texts.Select(Quote).DefaultIfEmpty("''"));
}
