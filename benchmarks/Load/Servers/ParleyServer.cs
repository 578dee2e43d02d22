using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Bench.Load.Servers;

/// <summary>The whole program on an empty data directory, reached by its real signalling; its bounds are raised where a storm of joins needs it. PARLEY_BENCH_SETTINGS has further settings, as HOCON.</summary>
internal sealed class ParleyServer : IAsyncDisposable
{
    private readonly PinnedProcess _process;
    private readonly string _data;

    private ParleyServer(PinnedProcess process, string data, int port) => (_process, _data, Port) = (process, data, port);

    public int ProcessId => _process.Id;

    public int Port { get; }

    /// <summary>Where its clients signal.</summary>
    public Uri Signalling => new($"ws://127.0.0.1:{Port}/api/v1/signalling");

    /// <summary>Starts it and returns when it is ready.</summary>
    public static async Task<ParleyServer> StartAsync(string program, CancellationToken cancel)
    {
        var data = Directory.CreateTempSubdirectory("parley-bench-data-").FullName;
        var configuration = Path.Combine(data, "bench.conf");
        await File.WriteAllTextAsync(
            configuration,
            "parley.rooms.participants-max-default = 600\nparley.rooms.participants-limit = 600\nparley.media.endpoints-per-bridge-max = 600\n"
            + $"parley.web.signalling.sockets-per-address-max = 1000\n{Environment.GetEnvironmentVariable("PARLEY_BENCH_SETTINGS")}\n",
            cancel);
        var port = FreePort(SocketType.Stream, ProtocolType.Tcp);
        var process = new PinnedProcess(
            program,
            [
                "--data", data, "--config", configuration, "--urls", $"http://127.0.0.1:{port}", "--media-port",
                FreePort(SocketType.Dgram, ProtocolType.Udp).ToString(CultureInfo.InvariantCulture),
            ],
            sharesFairly: true);
        _ = process.Output.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        var server = new ParleyServer(process, data, port);
        try
        {
            await server.WaitUntilReadyAsync(cancel);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancel)
    {
        using var client = new HttpClient();
        while (true)
        {
            if (_process.HasEnded)
            {
                throw new InvalidOperationException($"Parley ended at its start: {_process.LastWords}");
            }

            try
            {
                using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{Port}/health/ready"), cancel);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(100, cancel);
        }
    }

    private static int FreePort(SocketType type, ProtocolType protocol)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, type, protocol);
        probe.Bind(new IPEndPoint(IPAddress.Any, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
