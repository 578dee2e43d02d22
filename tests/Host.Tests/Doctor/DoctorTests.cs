using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Host.Tests.Commands;
using Host.Tests.Processes;

namespace Host.Tests.Doctor;

/// <summary><c>parley doctor</c> on a machine as it is, and on one where something is really wrong.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DoctorTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("parley-doctor-").FullName;

    private string[] Quiet => ["--data", _data, "--urls", "http://127.0.0.1:0", "--media-port", "0"];

    [Fact]
    public async Task Before_the_first_start_nothing_fails_and_every_check_is_there()
    {
        var run = (await DoctorRun.OfAsync("--data", Path.Combine(_data, "new"), "--urls", $"http://127.0.0.1:{FreePort()}", "--media-port", "0")).Fails();
        string[] checks = ["configuration", "node", "data-directory", "disk", "secret-key", "database", "web-port", "addresses", "certificate", "clock", "udp-buffers", "open-files", "processors"];
        Assert.All(checks, check => Assert.NotEmpty(run.Of(check)));
        Assert.Contains("is free", Assert.Single(run.Of("web-port")), StringComparison.Ordinal);
        Assert.StartsWith("warn: Only browsers on this machine", Assert.Single(run.Of("addresses")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_data, "new")));
    }

    [Fact]
    public async Task Ports_that_others_have_are_said_with_their_owner()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var media = new UdpClient(new IPEndPoint(IPAddress.IPv6Any, 0).AddressFamily);
        media.Client.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
        var run = (await DoctorRun.OfAsync(
            "--data", _data, "--urls", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", "--media-port", $"{((IPEndPoint)media.Client.LocalEndPoint!).Port}",
            "--set", "parley.media.workers=1", "--cluster-host", "192.0.2.1", "--cluster-port", $"{FreePort()}", "--set", "parley.cluster.plain-text=on",
            "--set", "parley.telemetry.metrics-urls=http://10.255.255.1:9464"))
            .Fails("web-port", "media-port", "cluster-port", "metrics-port");
        Assert.Contains($"process {Environment.ProcessId})", Assert.Single(run.Of("web-port")), StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId})", Assert.Single(run.Of("media-port")), StringComparison.Ordinal);
        Assert.Contains("does not have the address", Assert.Single(run.Of("cluster-port")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_running_node_it_knows_how_it_was_started_and_finds_its_ports_in_its_hands()
    {
        var port = FreePort();
        await using var parley = ParleyProcess.Start(
            "serve", "--urls", $"http://127.0.0.1:{port}", "--media-port", $"{FreePort()}", "--set", "parley.media.workers=1", "--media-address", "127.0.0.1", "--data", _data);
        await parley.ReadyAsync();
        var run = (await DoctorRun.OfAsync("--data", _data)).Fails();
        Assert.Contains($"(process {parley.Id})", Assert.Single(run.Of("configuration")), StringComparison.Ordinal);
        Assert.Contains("has been running", Assert.Single(run.Of("node")), StringComparison.Ordinal);
        Assert.Equal($"ok: http://127.0.0.1:{port} is held by the running node (process {parley.Id}).", Assert.Single(run.Of("web-port")));
        Assert.Contains("is held by the running node", Assert.Single(run.Of("media-port")), StringComparison.Ordinal);
        Assert.Contains("takes changes", Assert.Single(run.Of("database")), StringComparison.Ordinal);
        Assert.StartsWith("ok: Its tables have form", Assert.Single(run.Of("database-schema")), StringComparison.Ordinal);

        // In words it says the same.
        var (exitCode, words, error) = await ParleyProcess.RunAsync("doctor", "--data", _data);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains($"http://127.0.0.1:{port} is held by the running node", words, StringComparison.Ordinal);
        Assert.Matches("Nothing of [0-9]+ checks failed", words);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_fails()
    {
        // Where everybody may look: root goes on as the folder's owner.
        var folder = Directory.CreateDirectory($"/var/tmp/parley-doctor-{Guid.NewGuid():N}").FullName;
        try
        {
            if (Environment.UserName == "root")
            {
                await Process.Start("chown", ["nobody", folder]).WaitForExitAsync();
            }

            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            var run = (await DoctorRun.OfAsync("--data", folder, "--urls", "http://127.0.0.1:0", "--media-port", "0")).Fails("data-directory");
            Assert.Contains("cannot be written", Assert.Single(run.Of("data-directory")), StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_damaged_file_and_a_lost_key_fail()
    {
        await new CommandLine(_data).DoneAsync("user", "add", "ann");
        (await DoctorRun.OfAsync(Quiet)).Fails();
        File.Delete(Path.Combine(_data, "secret.key"));
        var run = (await DoctorRun.OfAsync(Quiet)).Fails("secret-key");
        Assert.Contains("is lost", Assert.Single(run.Of("secret-key")), StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(_data, "secret.key"), "no key\n");
        File.Delete(Path.Combine(_data, "parley.db-wal"));
        await File.WriteAllTextAsync(Path.Combine(_data, "parley.db"), new string('x', 8_192));
        run = (await DoctorRun.OfAsync(Quiet)).Fails("secret-key", "database");
        Assert.Contains("cannot be opened", Assert.Single(run.Of("database")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_a_start_would_refuse_fails()
    {
        var run = (await DoctorRun.OfAsync("--data", _data, "--set", "parley.media.port=none")).Fails("configuration");
        Assert.Contains("parley.media.port", Assert.Single(run.Of("configuration")), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
