using System.CommandLine;
using System.Reflection;
using Cluster.Host.Commands.Access;
using Cluster.Host.Commands.Backups;
using Cluster.Host.Commands.Clusters;
using Cluster.Host.Commands.Completion;
using Cluster.Host.Commands.Doctor;
using Cluster.Host.Commands.Keys;
using Cluster.Host.Commands.Media;
using Cluster.Host.Commands.Nodes;
using Cluster.Host.Commands.Rooms;
using Cluster.Host.Commands.Settings;
using Cluster.Host.Commands.Text;
using Cluster.Host.Commands.Users;
using Cluster.Host.Configuration;
using Cluster.Web;

namespace Cluster.Host.Commands;

/// <summary>The command line: <c>parley</c> and what follows. Whatever goes wrong, the person gets one sentence and a number.</summary>
internal static class ParleyCommand
{
    /// <summary>The program's version, as <c>--version</c> prints it.</summary>
    public static string Version =>
        typeof(ParleyCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private const string Description = """
        Parley: video meetings from your own machine. Without a command it serves.

        Exit codes: 0 done, 1 a fault, 2 the command line or the configuration is wrong, 3 a port or address cannot be had,
        4 the data directory cannot be used, 5 no node is running, 6 refused, 7 the database does not answer,
        8 the node is in no cluster, 9 the cluster goes on without it, 10 doctor found something wrong, 11 done in part.
        """;

    /// <summary>Runs the command given; the result is the process's exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        // Nothing typed stands for a file's content: a login name may begin with an @.
        var parsed = Tree().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (CommandLineMistake.Find(parsed) is { } mistake)
        {
            return Refuse(ExitCode.Configuration, mistake);
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null })
                .ConfigureAwait(false);
        }
        catch (StartRefusedException refusal)
        {
            return Refuse(refusal.ExitCode, refusal.Message, parsed.GetValue(NodeOptions.Json) ? CodeOf(refusal.ExitCode) : null);
        }
        catch (CommandRefusedException refusal)
        {
            return Refuse(refusal.ExitCode, refusal.Message, parsed.GetValue(NodeOptions.Json) ? refusal.Code : null);
        }
        // The last resort of the whole program: a sentence for the person; who wants the rest asks for it.
        catch (Exception fault) when (Environment.GetEnvironmentVariable("PARLEY_STACK_TRACE") is null)
        {
            return Refuse(
                ExitCode.Fault,
                $"Parley met a fault it did not foresee ({fault.GetType().Name}: {fault.Message.TrimEnd('.')}): set PARLEY_STACK_TRACE=1 to see where, and please report it.");
        }
    }

    /// <summary>Every command there is.</summary>
    public static RootCommand Tree()
    {
        var root = new RootCommand(Description);
        var serve = ServeCommand.Build("serve", "Runs a node: serves the client, signalling and media (the default).");
        root.Add(serve);
        // The same flags without the word: most people never need another command.
        ServeCommand.AddTo(root);
        root.Add(UserCommands.Build());
        root.Add(KeyCommands.Build());
        root.Add(RoomCommands.Build());
        root.Add(MediaCommands.Build());
        root.Add(NodeCommands.Build());
        root.Add(SettingsCommands.Build());
        root.Add(StatusCommand.Build());
        root.Add(DoctorCommand.Build());
        root.Add(BackupCommand.Build());
        root.Add(RestoreCommand.Build());
        root.Add(ClusterCommands.Build());
        root.Add(CompletionCommand.Build(root));
        root.Add(MediaPlaneCommand.Build());
        return root;
    }

    /// <summary>Says why not: a sentence for a person, or with its code for a program.</summary>
    private static int Refuse(ExitCode exitCode, string sentence, string? code = null)
    {
        Console.Error.WriteLine(code is null ? $"parley: {OneLine(sentence)}" : CommandJson.Write(new ApiError(code, sentence)));
        return (int)exitCode;
    }

    private static string CodeOf(ExitCode exitCode) => exitCode switch
    {
        ExitCode.Configuration => "configuration",
        ExitCode.Network => "network",
        ExitCode.Data => "data-directory",
        ExitCode.Storage => "storage-unavailable",
        ExitCode.Cluster => "cluster",
        _ => "fault",
    };

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
