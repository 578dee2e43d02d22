using System.CommandLine;
using System.CommandLine.Parsing;
using Cluster.Host.Configuration;

namespace Cluster.Host.Commands;

/// <summary>Says in one sentence what is wrong with what was typed.</summary>
internal static class CommandLineMistake
{
    /// <summary>The first mistake; null when there is none.</summary>
    public static string? Find(ParseResult parsed)
    {
        if (parsed.Errors.Count > 0)
        {
            return $"{parsed.Errors[0].Message.TrimEnd('.')}: {Remedy(parsed)}";
        }

        // Flags of serve are the program's own, too: before another command they would be read and mean nothing.
        return parsed.CommandResult.Parent is not null
            && parsed.RootCommandResult.Children.OfType<OptionResult>().FirstOrDefault(option => !option.Implicit) is { } stray
            ? $"{stray.IdentifierToken?.Value ?? stray.Option.Name} stands before the command: put it behind {Words(parsed.CommandResult)}."
            : null;
    }

    private static string Remedy(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var names = command.Subcommands.Select(each => each.Name).Concat(command.Options.Select(each => each.Name));
        return parsed.UnmatchedTokens.Count > 0 && NearestKey.Find(parsed.UnmatchedTokens[0], names) is { } near
            ? $"did you mean {near}, or see {Words(parsed.CommandResult)} --help?"
            : $"{Words(parsed.CommandResult)} --help lists what there is.";
    }

    private static string Words(CommandResult result) =>
        result.Parent is CommandResult above ? $"{Words(above)} {result.Command.Name}" : "parley";
}
