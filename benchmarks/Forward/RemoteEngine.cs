using System.Diagnostics;
using System.Text.Json;

namespace Bench.Forward;

/// <summary>The engine in its own process.</summary>
internal sealed class RemoteEngine : IDisposable
{
    private readonly Process _process;

    public RemoteEngine()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Bench.Forward.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, "engine"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>CPU time so far, in user space and in the system's calls.</summary>
    public (TimeSpan User, TimeSpan System) CpuTime
    {
        get
        {
            _process.Refresh();
            return (_process.UserProcessorTime, _process.PrivilegedProcessorTime);
        }
    }

    public async Task<Response> AskAsync(Request request)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request));
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync();
        return JsonSerializer.Deserialize<Response>(line ?? throw new InvalidOperationException("The engine's process has ended."))!;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(5_000);
        _process.Dispose();
    }
}
