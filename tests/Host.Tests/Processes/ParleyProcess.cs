using System.Diagnostics;

namespace Host.Tests.Processes;

/// <summary>The real program as a process of its own, as a person starts it.</summary>
internal sealed class ParleyProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ParleyProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static ParleyProcess Start(params IEnumerable<string> args) => StartWith(_ => { }, args);

    /// <summary>Starts it in another environment.</summary>
    public static ParleyProcess StartWith(Action<ProcessStartInfo> change, params IEnumerable<string> args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "parley.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        change(start);
        return new ParleyProcess(Process.Start(start)!);
    }

    /// <summary>Runs to the end.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(params IEnumerable<string> args) => RunWithAsync("", args);

    /// <summary>Runs to the end with this on standard input.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunWithAsync(string input, params IEnumerable<string> args)
    {
        await using var parley = Start(args);
        await parley.SendAsync(input);
        return await parley.EndAsync();
    }

    /// <summary>Sends this on standard input, and its end.</summary>
    public async Task SendAsync(string input)
    {
        try
        {
            await _process.StandardInput.WriteAsync(input);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading: what it says then is the test's concern.
        }
    }

    /// <summary>SIGKILL: it gets no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>The block that says the node is ready, up to the line how to stop.</summary>
    public async Task<IReadOnlyList<string>> ReadyAsync()
    {
        List<string> lines = [];
        using var patience = new CancellationTokenSource(s_patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            lines.Add(line);
            if (line.Contains("Stop", StringComparison.Ordinal))
            {
                return lines;
            }
        }

        throw new InvalidOperationException($"It ended instead: {await _process.StandardError.ReadToEndAsync(patience.Token)}");
    }

    public async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        var output = _process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = _process.StandardError.ReadToEndAsync(patience.Token);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, await output, await error);
    }

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    public async Task AskToStopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
