using System.Text;

namespace Cluster.Host.Commands.Completion;

/// <summary>The script for bash 4 and later.</summary>
internal static class BashCompletion
{
    /// <summary>The script.</summary>
    public static string Write(CompletionTree tree)
    {
        var text = new StringBuilder();
        text.Append($$"""
            # bash completion for parley, made by: parley completion bash
            _parley() {
              local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} path=parley words= i
              COMPREPLY=()
              # The shell splits --option=value at the sign.
              if [[ $word == '=' ]]; then word=; elif [[ $previous == '=' ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi
              for ((i = 1; i < COMP_CWORD; i++)); do
                case "${COMP_WORDS[i-1]}" in
                  {{ShellCases.Valued(tree)}}) continue ;;
                esac
                case "$path ${COMP_WORDS[i]}" in
                  {{ShellCases.Commands(tree)}}) path="$path ${COMP_WORDS[i]}" ;;
                esac
              done
              case "$path $previous" in

            """);
        foreach (var (patterns, words) in ShellCases.Options(tree, CompletionValue.Words))
        {
            text.AppendLine($"    {patterns}) mapfile -t COMPREPLY < <(compgen -W {ShellCases.Quote(string.Join(' ', words))} -- \"$word\"); return ;;");
        }

        foreach (var (patterns, _) in ShellCases.Options(tree, CompletionValue.File))
        {
            text.AppendLine($"    {patterns}) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); return ;;");
        }

        foreach (var (patterns, _) in ShellCases.Options(tree, CompletionValue.Directory))
        {
            text.AppendLine($"    {patterns}) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- \"$word\"); return ;;");
        }

        foreach (var (patterns, _) in ShellCases.Options(tree, CompletionValue.Text))
        {
            text.AppendLine($"    {patterns}) return ;;");
        }

        text.Append("  esac\n  case \"$path\" in\n");
        foreach (var command in tree.All)
        {
            var words = command.Commands.Select(each => each.Name).Concat(command.Words);
            var options = command.Options.SelectMany(option => option.Names);
            text.AppendLine(
                $"    {ShellCases.Quote(command.Path)}) if [[ $word == -* ]]; then words={ShellCases.Quote(string.Join(' ', options))}; else words={ShellCases.Quote(string.Join(' ', words))}; fi ;;");
        }

        return text.Append("""
              esac
              mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
            }
            complete -F _parley parley

            """).ToString();
    }
}
