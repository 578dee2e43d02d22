using System.Net;
using System.Net.Sockets;

namespace Host.Tests.Processes;

/// <summary>A start that cannot be ends with one sentence on standard error, a number, and no stack trace.</summary>
public sealed class RefusedStartTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("parley-host-").FullName;

    [Fact]
    public async Task A_used_TCP_port()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://{taken.LocalEndpoint}";
        var sentence = await RefusedAsync(3, "--urls", url, "--media-port", "0", "--data", _data);
        Assert.Contains(url, sentence, StringComparison.Ordinal);
        Assert.Contains("--urls", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_used_UDP_port()
    {
        using var taken = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { DualMode = true };
        taken.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        var sentence = await RefusedAsync(3, "--urls", "http://127.0.0.1:0", "--media-port", $"{port}", "--data", _data);
        Assert.Contains($"{port}", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_this_machine_does_not_have() =>
        Assert.Contains("192.0.2.77", await RefusedAsync(3, "--urls", "http://192.0.2.77:23001", "--media-port", "0", "--data", _data), StringComparison.Ordinal);

    [Fact]
    public async Task A_data_directory_that_cannot_be() =>
        Assert.Contains("--data DIR", await RefusedAsync(4, "--data", "/dev/null/parley"), StringComparison.Ordinal);

    [Fact]
    public async Task A_data_directory_that_is_a_file()
    {
        var file = Path.Combine(_data, "file");
        await File.WriteAllTextAsync(file, "");
        Assert.Contains(file, await RefusedAsync(4, "--data", file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_that_another_process_has()
    {
        await using var first = ParleyProcess.Start("--urls", "http://127.0.0.1:0", "--media-port", "0", "--data", _data);
        await first.ReadyAsync();
        var sentence = await RefusedAsync(4, "--urls", "http://127.0.0.1:0", "--media-port", "0", "--data", _data);
        Assert.Contains($"process {first.Id}", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_none()
    {
        await File.WriteAllTextAsync(Path.Combine(_data, "parley.db"), new string('x', 8_192));
        Assert.Contains("parley.db", await RefusedAsync(4, "--urls", "http://127.0.0.1:0", "--media-port", "0", "--data", _data), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_damaged()
    {
        await File.WriteAllTextAsync(Path.Combine(_data, "secret.key"), "half a k");
        Assert.Contains("secret.key", await RefusedAsync(4, "--urls", "http://127.0.0.1:0", "--media-port", "0", "--data", _data), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("parley.media.prot=1", "parley.media.port")]
    [InlineData("parley.media.port=many", "whole number")]
    [InlineData("parley.media.port=a\nb", "whole number")]
    public async Task A_wrong_setting(string set, string said) =>
        Assert.Contains(said, await RefusedAsync(2, "serve", "--set", set), StringComparison.Ordinal);

    [Theory]
    [InlineData("--nonsense", "--help")]
    [InlineData("surve", "--help")]
    [InlineData("--data", "--help")]
    public async Task A_wrong_command_line(string argument, string said) => Assert.Contains(said, await RefusedAsync(2, argument), StringComparison.Ordinal);

    [Fact]
    public async Task A_configuration_file_that_is_not_there() =>
        Assert.Contains("--config", await RefusedAsync(2, "--config", Path.Combine(_data, "gone.conf")), StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private static async Task<string> RefusedAsync(int exitCode, params string[] args)
    {
        var (code, output, error) = await ParleyProcess.RunAsync(args);
        Assert.Equal("", output);
        var line = Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("parley: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        Assert.Equal(exitCode, code);
        return line;
    }
}
