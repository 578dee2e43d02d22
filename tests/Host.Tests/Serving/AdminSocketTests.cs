using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Cluster.Host.Serving;
using Host.Tests.Processes;

namespace Host.Tests.Serving;

/// <summary>The socket's permissions are all that guards the admin API: who may not open it has no other way.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class AdminSocketTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _data = Directory.CreateTempSubdirectory("parley-socket-").FullName;

    private string SocketFile => Path.Combine(_data, "parley.sock");

    [Fact]
    public async Task It_is_its_owners_alone_from_the_first_moment_it_is_there()
    {
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var binding = Task.Run(() =>
        {
            for (var i = 0; !over.IsCancellationRequested; i++)
            {
                using var socket = AdminSocket.Bind(_data);
                if (i % 2 == 0)
                {
                    AdminSocket.Remove(_data);
                }
            }
        });
        HashSet<UnixFileMode> modes = [];
        for (var seen = 0; seen < 2_000 && !over.IsCancellationRequested;)
        {
            try
            {
                modes.Add(File.GetUnixFileMode(SocketFile));
                seen++;
            }
            catch (IOException)
            {
                // Not there at this moment.
            }
        }

        await over.CancelAsync();
        await binding;
        Assert.Equal([OwnerOnly], modes);
    }

    [Fact]
    public void What_a_crash_left_half_way_is_cleared_away()
    {
        Directory.CreateDirectory(Path.Combine(_data, ".sock"));
        File.WriteAllText(Path.Combine(_data, ".sock", "s"), "");
        File.WriteAllText(SocketFile, "");
        using var socket = AdminSocket.Bind(_data);
        Assert.Equal([SocketFile], Directory.EnumerateFileSystemEntries(_data));
    }

    [Fact]
    public async Task The_admin_API_is_on_the_socket_and_nothing_else_is_and_elsewhere_it_is_closed_to_strangers()
    {
        File.SetUnixFileMode(_data, File.GetUnixFileMode(_data) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        await using var parley = ParleyProcess.Start("--urls", "http://127.0.0.1:0", "--media-port", "0", "--data", _data);
        var block = await parley.ReadyAsync();
        var url = new Uri(block.Select(line => line.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries)).Single(words => words is ["Open", ..])[1]);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(SocketFile));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(_data, "parley.db")));

        using var network = new HttpClient { BaseAddress = url };
        using var socket = new HttpClient(Through(SocketFile)) { BaseAddress = new Uri("http://parley") };
        foreach (var path in (string[])["status", "users", "users/ann", "rooms", "rooms/a/close", "settings", "settings/rooms.creation", "media", "media/rooms/a"])
        {
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete])
            {
                using var request = new HttpRequestMessage(method, $"/api/admin/v1/{path}") { Headers = { Host = "parley" } };
                Assert.Contains((await network.SendAsync(request)).StatusCode, (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.MethodNotAllowed]);
            }
        }

        Assert.Equal(HttpStatusCode.OK, (await socket.GetAsync("/api/admin/v1/settings")).StatusCode);
        Assert.All(
            await Task.WhenAll(((string[])["/", "/room", "/health/live", "/api/v1/me", "/api/v1/signalling", "/api/admin/v2/users"]).Select(path => socket.GetAsync(path))),
            answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));

        await parley.AskToStopAsync();
        Assert.Equal("", (await parley.EndAsync()).Error);
        Assert.False(File.Exists(SocketFile));
    }

    [Fact]
    public async Task A_path_longer_than_a_socket_may_have_is_no_hindrance()
    {
        var far = Path.Combine(_data, new string('d', 120));
        Directory.CreateDirectory(far);
        await using var parley = ParleyProcess.Start("--urls", "http://127.0.0.1:0", "--media-port", "0", "--data", far);
        await parley.ReadyAsync();
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(far, "parley.sock")));
        Assert.Contains("Running for", await new Commands.CommandLine(far).DoneAsync("status"), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    internal static SocketsHttpHandler Through(string path) => new()
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };
}
