using System.Text;
using Cluster.Host.Commands.Access;
using Cluster.Host.Configuration;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Host.Commands.Text;

/// <summary>Takes a password: typed twice and unseen at a terminal, or as one line of standard input.</summary>
internal static class PasswordInput
{
    /// <summary>Bytes of a line; far more than a password may have.</summary>
    private const int BytesMax = 4_096;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The password, which is never printed.</summary>
    public static string Read(string what)
    {
        // The console's own stream would show at a terminal what it reads.
        using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        return Console.IsInputRedirected ? Given(ReadLine(input)) : Ask(input, what);
    }

    private static string Ask(FileStream terminal, string what)
    {
        using var hidden = HiddenTyping.Begin();
        var password = Given(Prompt(terminal, $"{what}: "));
        return Prompt(terminal, "Once more: ") == password
            ? password
            : throw new CommandRefusedException(ExitCode.Refused, "passwords-differ", "The two passwords differ: nothing was changed.");
    }

    private static string Given(string password) => password.Length > 0
        ? password
        : throw CommandRefusedException.ForCommandLine("No password was given: type one, or send it as one line of standard input.");

    private static string Prompt(FileStream terminal, string words)
    {
        Console.Error.Write(words);
        var line = ReadLine(terminal);
        Console.Error.WriteLine();
        return line;
    }

    private static string ReadLine(FileStream input)
    {
        var line = new List<byte>();
        for (var next = input.ReadByte(); next >= 0 && next != '\n'; next = input.ReadByte())
        {
            line.Add((byte)next);
            if (line.Count > BytesMax)
            {
                throw CommandRefusedException.ForCommandLine("The line on standard input is too long to be a password.");
            }
        }

        try
        {
            return s_strict.GetString([.. line]).TrimEnd('\r');
        }
        catch (DecoderFallbackException)
        {
            throw CommandRefusedException.ForCommandLine("The line on standard input is no text in UTF-8.");
        }
    }
}
