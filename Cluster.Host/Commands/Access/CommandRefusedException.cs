using Cluster.Host.Configuration;

namespace Cluster.Host.Commands.Access;

/// <summary>Why a command was not done: the process's exit code, a stable code for programs, one sentence for the person.</summary>
internal sealed class CommandRefusedException(ExitCode exitCode, string code, string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    /// <summary>What the process ends with.</summary>
    public ExitCode ExitCode { get; } = exitCode;

    /// <summary>The stable code, as the admin API gave it.</summary>
    public string Code { get; } = code;

    /// <summary>What was typed is not what the command takes.</summary>
    public static CommandRefusedException ForCommandLine(string sentence) => new(ExitCode.Configuration, "command-line", sentence);

    /// <summary>No node is there that could do it.</summary>
    public static CommandRefusedException ForNoNode(string sentence, Exception? cause = null) => new(ExitCode.NoNode, "no-node", sentence, cause);
}
