using System.Text;
using Cluster.Host.Commands.Access;
using Cluster.Host.Configuration;

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
        var password = Console.IsInputRedirected ? ReadLine(Console.OpenStandardInput()) : Prompt($"{what}: ");
        if (password.Length == 0)
        {
            throw CommandRefusedException.ForCommandLine("No password was given: type one, or send it as one line of standard input.");
        }

        return Console.IsInputRedirected || Prompt("Once more: ") == password
            ? password
            : throw new CommandRefusedException(ExitCode.Refused, "passwords-differ", "The two passwords differ: nothing was changed.");
    }

    private static string ReadLine(Stream input)
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

    private static string Prompt(string words)
    {
        Console.Error.Write(words);
        var typed = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key)
            {
                case { Key: ConsoleKey.Enter } or { KeyChar: '\n' or '\r' }:
                    Console.Error.WriteLine();
                    return typed.ToString();
                case { KeyChar: '\u0004' } when typed.Length == 0:
                    Console.Error.WriteLine();
                    return "";
                case { Key: ConsoleKey.Backspace } or { KeyChar: '\b' or '\u007f' }:
                    RemoveLast(typed);
                    break;
                case { KeyChar: '\u0015' }:
                    typed.Clear();
                    break;
                case { KeyChar: var letter } when !char.IsControl(letter) && typed.Length < BytesMax:
                    typed.Append(letter);
                    break;
            }
        }
    }

    /// <summary>A letter outside the basic plane came as two halves and goes as two.</summary>
    private static void RemoveLast(StringBuilder typed)
    {
        if (typed.Length > 0)
        {
            var two = typed.Length > 1 && char.IsLowSurrogate(typed[^1]) && char.IsHighSurrogate(typed[^2]);
            typed.Length -= two ? 2 : 1;
        }
    }
}
