using System.CommandLine;

namespace Cluster.Host.Commands.Completion;

/// <summary><c>parley completion SHELL</c>: a script that teaches a shell this program's words.</summary>
internal static class CompletionCommand
{
    /// <summary>The command, which is generated from the whole tree when it is run.</summary>
    public static Command Build(RootCommand root)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Prints a completion script for a shell: source <(parley completion bash).") { shell };
        command.SetAction(parsed =>
        {
            var tree = CompletionTree.Of(root);
            Console.Out.Write(parsed.GetRequiredValue(shell) switch
            {
                "zsh" => ZshCompletion.Write(tree),
                "fish" => FishCompletion.Write(tree),
                _ => BashCompletion.Write(tree),
            });
            return 0;
        });
        return command;
    }
}
