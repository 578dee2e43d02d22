using System.CommandLine;

namespace Cluster.Host.Commands;

/// <summary>Builds commands that speak to a node.</summary>
internal static class NodeCommand
{
    /// <summary>A command with its arguments and options, and what it does.</summary>
    /// <param name="needsNode">It is about what goes on now, and not about what is stored.</param>
    public static Command Create(
        string name, string description, IEnumerable<Symbol> symbols, Func<CommandRun, Task> action, bool needsNode = false)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.Add(NodeOptions.Json);
        command.Add(NodeOptions.Data);
        command.Add(NodeOptions.Config);
        command.SetAction(async (parsed, _) =>
        {
            await using var run = new CommandRun(parsed, needsNode);
            await action(run).ConfigureAwait(false);
            return 0;
        });
        return command;
    }

    /// <summary>A word that has commands below it.</summary>
    public static Command Group(string name, string description, params IEnumerable<Command> commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands)
        {
            group.Add(command);
        }

        return group;
    }

    /// <summary>An option that takes one word of a few.</summary>
    public static Option<string?> Choice(string name, string description, params string[] words)
    {
        var option = new Option<string?>(name) { HelpName = string.Join('|', words), Description = description };
        option.AcceptOnlyFromAmong(words);
        return option;
    }
}
