using System.CommandLine;
using System.Reflection;
using Cluster.Host.Configuration;

namespace Cluster.Host.Commands;

/// <summary>The command line: <c>parley</c> and what follows. Whatever goes wrong, the person gets one sentence and a number.</summary>
internal static class ParleyCommand
{
    /// <summary>The program's version, as <c>--version</c> prints it.</summary>
    public static string Version =>
        typeof(ParleyCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Runs the command given; the result is the process's exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var parsed = Build().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return Refuse(ExitCode.Configuration, OneLine($"{parsed.Errors[0].Message.TrimEnd('.')}: parley --help lists what there is."));
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null })
                .ConfigureAwait(false);
        }
        catch (StartRefusedException refusal)
        {
            return Refuse(refusal.ExitCode, OneLine(refusal.Message));
        }
        // The last resort of the whole program: a sentence for the person; who wants the rest asks for it.
        catch (Exception fault) when (Environment.GetEnvironmentVariable("PARLEY_STACK_TRACE") is null)
        {
            return Refuse(ExitCode.Fault, OneLine(
                $"Parley met a fault it did not foresee ({fault.GetType().Name}: {fault.Message.TrimEnd('.')}): set PARLEY_STACK_TRACE=1 to see where, and please report it."));
        }
    }

    private static RootCommand Build()
    {
        var root = new RootCommand("Parley: video meetings from your own machine. Without a command it serves.");
        var serve = ServeCommand.Build("serve", "Runs a node: serves the client, signalling and media (the default).");
        root.Add(serve);
        // The same flags without the word: most people never need another command.
        ServeCommand.AddTo(root);
        return root;
    }

    private static int Refuse(ExitCode code, string sentence)
    {
        Console.Error.WriteLine($"parley: {sentence}");
        return (int)code;
    }

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
