using Cluster.Host.Commands.Access;
using Cluster.Host.Configuration;

namespace Cluster.Host.Commands.Text;

/// <summary>Asks before something that cannot be taken back.</summary>
internal static class Confirmation
{
    /// <summary>Goes on only after a yes; where nobody can be asked, <c>--yes</c> must have been typed.</summary>
    public static void Ask(string question)
    {
        if (Console.IsInputRedirected)
        {
            throw CommandRefusedException.ForCommandLine("This cannot be taken back and there is no terminal to ask at: say --yes to do it.");
        }

        Console.Error.Write($"{question} [y/N] ");
        if (Console.ReadLine()?.Trim().ToLowerInvariant() is not ("y" or "yes"))
        {
            throw new CommandRefusedException(ExitCode.Refused, "not-confirmed", "Nothing was changed.");
        }
    }
}
