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

    public PinnedProcess(string program, IReadOnlyList<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("taskset", ["-c", $"{ServerCore}", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        // Its id is the server's: taskset becomes it.
        Id = _process.Id;
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
