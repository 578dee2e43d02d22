using System.Diagnostics;

namespace Bench.Load.Servers;

/// <summary>A server in a process of its own on one core; whatever happens, it ends with this object.</summary>
internal sealed class PinnedProcess : IDisposable
{
    /// <summary>The core of what is measured; the generator has the other.</summary>
    public const int ServerCore = 0;

    private readonly Process _process;
    private readonly Queue<string> _words = new();
    private readonly string _note;

    /// <param name="program">What to run.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="sharesFairly">
    /// Whether its threads take turns as on any server. Else it has this process's own scheduling, which ./bench makes
    /// real-time where it may: that keeps other programs out, but a thread then waits for others of its process, too.
    /// </param>
    public PinnedProcess(string program, IReadOnlyList<string> arguments, string? folder = null, bool sharesFairly = false)
    {
        // Its media process goes ten steps before it, and niceness ends at -20.
        string[] fairly = sharesFairly ? ["chrt", "--other", "0", "setsid", "nice", "-n", "-10"] : [];
        var start = new ProcessStartInfo("taskset", ["-c", $"{ServerCore}", .. fairly, program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        _process = Process.Start(start)!;
        // Its id is the server's: taskset becomes it.
        Id = _process.Id;
        if (sharesFairly)
        {
            GoBeforeOtherSessions();
        }

        _note = Environment.GetEnvironmentVariable("PARLEY_BENCH_PROCESSES") is { Length: > 0 } notes ? Path.Combine(notes, $"{Id}") : "";
        if (_note.Length > 0)
        {
            // Should this process be killed, ./bench ends what is noted here.
            File.WriteAllText(_note, program);
        }

        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
    }

    public int Id { get; }

    public StreamWriter Input => _process.StandardInput;

    public StreamReader Output => _process.StandardOutput;

    public bool HasEnded => _process.HasExited;

    /// <summary>The last lines it wrote to its error output.</summary>
    public string LastWords
    {
        get
        {
            lock (_words)
            {
                return string.Join('\n', _words);
            }
        }
    }

    public void Dispose()
    {
        try
        {
            Input.Close();
            if (!_process.WaitForExit(2_000))
            {
                _process.Kill(entireProcessTree: true);
                _process.WaitForExit(5_000);
            }
        }
        catch (Exception problem) when (problem is IOException or InvalidOperationException)
        {
            // It ended by itself in between.
            _words.Enqueue(problem.Message);
        }

        _process.Dispose();
        if (_note.Length > 0)
        {
            File.Delete(_note);
        }
    }

    /// <summary>
    /// Where the system schedules by sessions (autogroups), niceness counts within one only: this one's own is raised as well,
    /// where that is allowed.
    /// </summary>
    private void GoBeforeOtherSessions()
    {
        var file = $"/proc/{Id}/autogroup";
        try
        {
            for (var mine = File.ReadAllText("/proc/self/autogroup"); File.ReadAllText(file) == mine;)
            {
                // Its session begins with the next program in its row.
                Thread.Yield();
            }

            File.WriteAllText(file, "-20");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Keep($"It shares its core with other programs: {problem.Message}");
        }
    }

    private void Keep(string? line)
    {
        lock (_words)
        {
            if (line is not null)
            {
                _words.Enqueue(line);
            }

            while (_words.Count > 40)
            {
                _words.Dequeue();
            }
        }
    }
}
