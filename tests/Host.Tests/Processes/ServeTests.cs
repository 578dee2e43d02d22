using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Host.Tests.Processes;

/// <summary>A node from its start to its end.</summary>
public sealed partial class ServeTests : IDisposable
{
    private readonly string _data = Path.Combine(Directory.CreateTempSubdirectory("parley-host-").FullName, "new", "data");

    [Fact]
    public async Task It_says_where_it_is_serves_and_stops_when_asked()
    {
        await using var parley = ParleyProcess.Start("--urls", "http://127.0.0.1:0", "--media-port", "0", "--media-address", "127.0.0.1", "--data", _data);
        var block = string.Join('\n', await parley.ReadyAsync());
        var url = new Uri(Url().Match(block).Value);
        Assert.Contains(_data, block, StringComparison.Ordinal);
        Assert.Matches("udp 127\\.0\\.0\\.1:[0-9]+", block);
        Assert.Contains("Ctrl-C", block, StringComparison.Ordinal);
        Assert.Matches("[0-9]+\\.[0-9] s", block);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(_data).UnixFileMode);

        using var http = new HttpClient { BaseAddress = url };
        Assert.Equal("""{"ready":true,"silent":[]}""", await http.GetStringAsync(new Uri("/health/ready", UriKind.Relative)));

        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("parley.v1");
        await socket.ConnectAsync(new UriBuilder(url) { Scheme = "ws", Path = "/api/v1/signalling" }.Uri, CancellationToken.None);
        await socket.SendAsync("""{"type":"ping","number":1}"""u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        Assert.Equal("pong", await TypeAsync(socket));

        await parley.AskToStopAsync();
        Assert.Equal("ended", await TypeAsync(socket));
        var (exitCode, output, error) = await parley.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.Equal("", error);
        Assert.Contains("has stopped", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_that_arrives_twice_is_one_wish_to_stop()
    {
        await using var parley = ParleyProcess.Start("--urls", "http://127.0.0.1:0", "--media-port", "0", "--data", _data);
        await parley.ReadyAsync();
        await Task.WhenAll(parley.AskToStopAsync(), parley.AskToStopAsync());
        var (exitCode, output, _) = await parley.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.Contains("has stopped", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_can_be_used_again_at_once_after_a_stop()
    {
        for (var i = 0; i < 2; i++)
        {
            await using var parley = ParleyProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--media-port", "0", "--data", _data);
            await parley.ReadyAsync();
            await parley.AskToStopAsync();
            Assert.Equal(0, (await parley.EndAsync()).ExitCode);
        }
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("serve", "--help")]
    public async Task Help_names_every_flag(params string[] args)
    {
        var (exitCode, output, error) = await ParleyProcess.RunAsync(args);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.All(
            ["--data", "--urls", "--media-port", "--media-address", "--config", "--set", "--help"],
            flag => Assert.Contains(flag, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Version_is_one_line()
    {
        var (exitCode, output, error) = await ParleyProcess.RunAsync("--version");
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+[^\\n]*\\n$", output);
    }

    public void Dispose() => Directory.Delete(Path.GetFullPath(Path.Combine(_data, "../..")), recursive: true);

    private static async Task<string?> TypeAsync(WebSocket socket)
    {
        var buffer = new byte[4_096];
        var read = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
        return JsonDocument.Parse(Encoding.UTF8.GetString(buffer, 0, read.Count)).RootElement.GetProperty("type").GetString();
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+")]
    private static partial Regex Url();
}
