using System.Text;

namespace Cluster.Host.Commands.Completion;

/// <summary>The script for zsh.</summary>
internal static class ZshCompletion
{
    /// <summary>The script.</summary>
    public static string Write(CompletionTree tree)
    {
        var text = new StringBuilder();
        text.Append($$"""
            #compdef parley
            # zsh completion for parley, made by: parley completion zsh
            _parley() {
              local word=$words[CURRENT] previous=$words[CURRENT-1] path_=parley i
              local -a offers
              for ((i = 2; i < CURRENT; i++)); do
                case $words[i-1] in
                  {{ShellCases.Valued(tree)}}) continue ;;
                esac
                case "$path_ $words[i]" in
                  {{ShellCases.Commands(tree)}}) path_="$path_ $words[i]" ;;
                esac
              done
              case "$path_ $previous" in

            """);
        foreach (var (patterns, words) in ShellCases.Options(tree, CompletionValue.Words))
        {
            text.AppendLine($"    {patterns}) compadd -- {string.Join(' ', words.Select(ShellCases.Quote))}; return ;;");
        }

        foreach (var (patterns, _) in ShellCases.Options(tree, CompletionValue.File))
        {
            text.AppendLine($"    {patterns}) _files; return ;;");
        }

        foreach (var (patterns, _) in ShellCases.Options(tree, CompletionValue.Directory))
        {
            text.AppendLine($"    {patterns}) _files -/; return ;;");
        }

        foreach (var (patterns, _) in ShellCases.Options(tree, CompletionValue.Text))
        {
            text.AppendLine($"    {patterns}) _message 'a value'; return ;;");
        }

        text.Append("  esac\n  case $path_ in\n");
        foreach (var command in tree.All)
        {
            var words = command.Commands.Select(each => (each.Name, each.Description)).Concat(command.Words.Select(word => (word, "")));
            var options = command.Options.SelectMany(option => option.Names.Select(name => (name, option.Description)));
            text.AppendLine(
                $"    {ShellCases.Quote(command.Path)}) if [[ $word == -* ]]; then offers=({Offers(options)}); else offers=({Offers(words)}); fi ;;");
        }

        return text.Append("""
              esac
              if [[ $word == -* ]]; then _describe -o 'option' offers; else _describe 'command' offers; fi
            }
            compdef _parley parley

            """).ToString();
    }

    /// <summary>Words with what they do behind a colon.</summary>
    private static string Offers(IEnumerable<(string Word, string Description)> offers) => string.Join(
        ' ',
        offers.Select(offer => ShellCases.Quote(
            offer.Word.Replace(":", "\\:", StringComparison.Ordinal) + (offer.Description.Length > 0 ? $":{offer.Description}" : ""))));
}
