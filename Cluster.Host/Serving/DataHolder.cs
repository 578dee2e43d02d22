using System.Diagnostics;
using System.Globalization;

namespace Cluster.Host.Serving;

/// <summary>Who holds a data directory, as the holder wrote beside its lock: a node, or a command that is soon done.</summary>
/// <param name="ProcessId">0 when it is not known.</param>
/// <param name="IsCommand">It works on the store with no node running, and ends by itself.</param>
internal sealed record DataHolder(int ProcessId, bool IsCommand)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "parley.pid";

    /// <summary>Behind the number when it is a command.</summary>
    private const string CommandMark = " command";

    /// <summary>" (process 123)", or nothing when it is not known.</summary>
    public string InWords => ProcessId > 0 ? $" (process {ProcessId})" : "";

    /// <summary>A node that runs, starts or stops. The file may be that of a process that is gone.</summary>
    public bool IsNode => !IsCommand && ProcessId > 0 && ProcessId != Environment.ProcessId && Runs(ProcessId);

    /// <summary>Writes who this process is.</summary>
    public static void Write(string directory, bool isCommand) => File.WriteAllText(
        Path.Combine(directory, FileName),
        string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}{(isCommand ? CommandMark : "")}\n"));

    /// <summary>Reads who it is, as far as that can be known.</summary>
    public static DataHolder Read(string directory)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(directory, FileName)).TrimEnd('\n');
            var isCommand = text.EndsWith(CommandMark, StringComparison.Ordinal);
            var number = isCommand ? text[..^CommandMark.Length] : text;
            return new DataHolder(int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0, isCommand);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return new DataHolder(0, IsCommand: false);
        }
    }

    /// <summary>Whether there is such a process.</summary>
    public static bool Runs(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
