using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Host.Tests.Tls;

namespace Host.Tests.Acme;

/// <summary>Debian's ACME test server on loopback, with a DNS where every name is this machine; it asks real challenges.</summary>
internal sealed class PebbleServer : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly string _directory = Directory.CreateTempSubdirectory("parley-pebble-").FullName;
    private readonly List<Process> _processes = [];

    public Uri Address { get; private set; } = null!;

    public string CaFile => Path.Combine(_directory, "ca.pem");

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="httpPort">Where HTTP-01 asks.</param>
    /// <param name="tlsPort">Where TLS-ALPN-01 asks.</param>
    public static async Task<PebbleServer> StartAsync(int httpPort, int tlsPort)
    {
        var server = new PebbleServer();
        try
        {
            await server.RunAsync(httpPort, tlsPort);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A TCP port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private async Task RunAsync(int httpPort, int tlsPort)
    {
        using var authority = new TestAuthority();
        var (chain, key) = authority.Sign("localhost");
        await File.WriteAllTextAsync(CaFile, authority.RootPem);
        await File.WriteAllTextAsync(Path.Combine(_directory, "server.pem"), chain);
        await File.WriteAllTextAsync(Path.Combine(_directory, "server.key"), key);
        var (port, dnsPort) = (FreePort(), FreePort());
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"https://localhost:{port}/dir"));
        await File.WriteAllTextAsync(Path.Combine(_directory, "pebble.json"), $$$"""
            {"pebble": {"listenAddress": "127.0.0.1:{{{port}}}", "managementListenAddress": "", "certificate": "{{{_directory}}}/server.pem",
             "privateKey": "{{{_directory}}}/server.key", "httpPort": {{{httpPort}}}, "tlsPort": {{{tlsPort}}}, "ocspResponderURL": "",
             "externalAccountBindingRequired": false}}
            """);
        Start("pebble-challtestsrv", "-dns01", $"127.0.0.1:{dnsPort}", "-http01", "", "-https01", "", "-tlsalpn01", "", "-management", "", "-defaultIPv6", "", "-defaultIPv4", "127.0.0.1");
        Start("pebble", "-config", Path.Combine(_directory, "pebble.json"), "-dnsserver", $"127.0.0.1:{dnsPort}");
        await AnsweringAsync();
    }

    private void Start(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        // It asks at once instead of after up to 15 s, refuses every third number, and proves nothing twice by memory.
        start.Environment["PEBBLE_VA_NOSLEEP"] = "1";
        start.Environment["PEBBLE_WFE_NONCEREJECT"] = "33";
        start.Environment["PEBBLE_AUTHZREUSE"] = "0";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);
    }

    /// <summary>Each try is a connection that the system refuses at once or the server answers.</summary>
    private async Task AnsweringAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            try
            {
                using var tcp = new TcpClient();
                await tcp.ConnectAsync(IPAddress.Loopback, Address.Port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                Assert.All(_processes, process => Assert.False(process.HasExited, "pebble ended instead of listening"));
                await Task.Delay(20, patience.Token);
            }
        }
    }
}
