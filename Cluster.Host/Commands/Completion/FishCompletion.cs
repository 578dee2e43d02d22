using System.Text;

namespace Cluster.Host.Commands.Completion;

/// <summary>The script for fish.</summary>
internal static class FishCompletion
{
    /// <summary>The script.</summary>
    public static string Write(CompletionTree tree)
    {
        var text = new StringBuilder();
        text.Append($$"""
            # fish completion for parley, made by: parley completion fish
            function __parley_path
              set -l path parley
              set -l skip 0
              for word in (commandline -opc)[2..-1]
                if test $skip = 1
                  set skip 0
                  continue
                end
                switch $word
                  case {{string.Join(' ', Valued(tree).Select(Quote))}}
                    set skip 1
                    continue
                end
                switch "$path $word"
                  case {{string.Join(' ', tree.All.Skip(1).Select(command => Quote(command.Path)))}}
                    set path "$path $word"
                end
              end
              echo $path
            end
            complete -c parley -f

            """);
        foreach (var command in tree.All)
        {
            var here = $"complete -c parley -n 'test (__parley_path) = \"{command.Path}\"'";
            foreach (var below in command.Commands)
            {
                text.AppendLine($"{here} -a {Quote(below.Name)} -d {Quote(below.Description)}");
            }

            if (command.Words.Count > 0)
            {
                text.AppendLine($"{here} -a {Quote(string.Join(' ', command.Words))}");
            }

            foreach (var option in command.Options)
            {
                text.AppendLine($"{here} {Names(option)}{Value(option)} -d {Quote(option.Description)}");
            }
        }

        return text.ToString();
    }

    private static string Names(CompletionOption option) => string.Join(
        ' ',
        option.Names.Select(name => name.StartsWith("--", StringComparison.Ordinal) ? $"-l {name[2..]}" : $"-s {name[1..]}"));

    private static string Value(CompletionOption option) => option.Value switch
    {
        CompletionValue.None => "",
        CompletionValue.Words => $" -x -a {Quote(string.Join(' ', option.Words))}",
        CompletionValue.File => " -r -F",
        CompletionValue.Directory => " -x -a '(__fish_complete_directories)'",
        _ => " -x",
    };

    private static IEnumerable<string> Valued(CompletionTree tree) => tree.All
        .SelectMany(command => command.Options)
        .Where(option => option.Value != CompletionValue.None)
        .SelectMany(option => option.Names)
        .Distinct();

    private static string Quote(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
