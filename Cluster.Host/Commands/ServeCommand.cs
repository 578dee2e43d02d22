using System.CommandLine;
using Cluster.Host.Serving;

namespace Cluster.Host.Commands;

/// <summary><c>parley serve</c>.</summary>
internal static class ServeCommand
{
    /// <summary>The command under its own name.</summary>
    public static Command Build(string name, string description)
    {
        var command = new Command(name, description);
        AddTo(command);
        return command;
    }

    /// <summary>Gives a command its flags and its action.</summary>
    public static void AddTo(Command command)
    {
        var flags = new StartFlags();
        flags.AddTo(command);
        command.SetAction((parsed, cancellation) => Node.RunAsync(flags.Read(parsed), cancellation));
    }
}
