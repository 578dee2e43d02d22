namespace Cluster.Host.Configuration;

/// <summary>
/// Why the program does not start, in one sentence that says what is wrong and what to do. It is shown as it is, so
/// its message must be complete for somebody who has never seen the code.
/// </summary>
public sealed class StartRefusedException : Exception
{
    /// <summary>A refusal to start.</summary>
    public StartRefusedException(ExitCode exitCode, string sentence, Exception? cause = null)
        : base(sentence, cause)
    {
        ExitCode = exitCode;
    }

    /// <summary>What the process ends with.</summary>
    public ExitCode ExitCode { get; }

    /// <summary>A refusal because of a setting.</summary>
    internal static StartRefusedException ForConfiguration(string sentence, Exception? cause = null) =>
        new(ExitCode.Configuration, sentence, cause);
}
