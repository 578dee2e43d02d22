using System.Runtime.InteropServices;
using Cluster.Host.Commands.Access;

namespace Cluster.Host.Commands.Text;

/// <summary>
/// Keeps a terminal from showing what is typed, from before the question until after the answer: what somebody types or
/// pastes before it is read would be on the screen else. Editing the line stays the terminal's business.
/// </summary>
internal sealed partial class HiddenTyping : IDisposable
{
    /// <summary>What a shell expects of a program ended by SIGINT.</summary>
    private const int Interrupted = 130;

    // termios(3): its first fields are four words of flags, wider on macOS; no system's whole is longer than this.
    private const int TermiosBytes = 256;
    private const int StandardInput = 0;
    private const int Now = 0;
    private const uint Echo = 0x8;

    private static readonly int s_localFlags = OperatingSystem.IsMacOS() ? 24 : 12;

    private readonly byte[] _before;
    private readonly PosixSignalRegistration[] _signals;

    private HiddenTyping(byte[] before)
    {
        _before = before;
        // Whoever gives up in the middle wants the terminal back as it was.
        _signals = [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
            .Select(signal => PosixSignalRegistration.Create(signal, given =>
            {
                given.Cancel = true;
                _ = tcsetattr(StandardInput, Now, _before);
                // At once: an orderly exit would wait for whoever still reads the terminal, and nothing has been changed yet.
                _exit(Interrupted);
            }))];
    }

    /// <summary>Begins.</summary>
    public static HiddenTyping Begin()
    {
        var before = new byte[TermiosBytes];
        if (OperatingSystem.IsWindows() || tcgetattr(StandardInput, before) != 0)
        {
            throw CommandRefusedException.ForCommandLine("This terminal cannot hide what is typed: send the password as one line of standard input.");
        }

        var hidden = (byte[])before.Clone();
        var word = MemoryMarshal.Cast<byte, uint>(hidden.AsSpan(s_localFlags, sizeof(uint)));
        word[0] &= ~Echo;
        var typing = new HiddenTyping(before);
        _ = tcsetattr(StandardInput, Now, hidden);
        return typing;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = tcsetattr(StandardInput, Now, _before);
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }
    }

    [LibraryImport("libc")]
    private static partial void _exit(int code);

    [LibraryImport("libc")]
    private static partial int tcgetattr(int file, [Out] byte[] termios);

    [LibraryImport("libc")]
    private static partial int tcsetattr(int file, int when, [In] byte[] termios);
}
