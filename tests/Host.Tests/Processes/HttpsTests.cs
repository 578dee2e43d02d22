using System.Net;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Host.Tests.Tls;

namespace Host.Tests.Processes;

/// <summary>HTTPS by the real program: two protocols, a renewed certificate, and what leads to it.</summary>
public sealed partial class HttpsTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly string _directory = Directory.CreateTempSubdirectory("parley-https-").FullName;
    private readonly TestAuthority _authority = new();

    private string ChainFile => Path.Combine(_directory, "chain.pem");

    private string KeyFile => Path.Combine(_directory, "key.pem");

    private string Data => Path.Combine(_directory, "data");

    [Fact]
    public async Task A_renewed_certificate_is_shown_to_who_comes_and_drops_nobody()
    {
        Write(_authority.Sign("meet.example.org"));
        await using var parley = ParleyProcess.Start(
            "--tls-cert", ChainFile, "--tls-key", KeyFile, "--urls", "https://127.0.0.1:0,http://127.0.0.1:0", "--media-port", "0",
            "--data", Data, "--set", "parley.tls.reload-interval=50 ms");
        var block = string.Join('\n', await parley.ReadyAsync());
        var url = new Uri(Url().Match(block).Value);
        Assert.Contains("chain.pem, valid until", block, StringComparison.Ordinal);

        using var older = await ConnectAsync(url, HttpVersion.Version11);
        using var newer = await ConnectAsync(url, HttpVersion.Version20);
        var (before, chain) = await ShakeHandsAsync(url);
        Assert.Contains("CN=Test intermediate", chain);

        Write(_authority.Sign("meet.example.org"));
        using var patience = new CancellationTokenSource(s_patience);
        while ((await ShakeHandsAsync(url)).Thumbprint == before)
        {
            patience.Token.ThrowIfCancellationRequested();
        }

        Assert.Equal("""{"type":"pong","number":7}""", await AskAsync(older, """{"type":"ping","number":7}"""));
        Assert.Equal("""{"type":"pong","number":8}""", await AskAsync(newer, """{"type":"ping","number":8}"""));
        // The bound on a request's body is none on what a socket carries in the end.
        Assert.Contains("bad-message", await AskAsync(newer, $$"""{"type":"ping","number":"{{new string('9', 200_000)}}"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_come_by_HTTP_2_and_with_an_authority_s_certificate_for_good()
    {
        Write(_authority.Sign("meet.example.org"));
        await using var parley = ParleyProcess.Start(
            "--tls-cert", ChainFile, "--tls-key", KeyFile, "--urls", "https://[::1]:0,http://[::1]:0", "--media-port", "0", "--data", Data);
        var url = new Uri(Url().Match(string.Join('\n', await parley.ReadyAsync())).Value);
        using var http = Http(HttpVersion.Version20);
        using var live = await http.GetAsync(new Uri(url, "/health/ready"));
        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (live.StatusCode, live.Version));
        Assert.Equal("max-age=31536000", live.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Fact]
    public async Task A_self_signed_certificate_is_told_by_its_fingerprint_stays_and_insists_on_nothing()
    {
        string[] args = ["--tls", "self-signed", "--urls", "https://*:0", "--media-port", "0", "--data", Data];
        string shown;
        await using (var parley = ParleyProcess.Start(args))
        {
            var block = string.Join('\n', await parley.ReadyAsync());
            shown = Fingerprint().Match(block).Groups["it"].Value.Replace(":", "", StringComparison.Ordinal);
            var url = new Uri(new UriBuilder(Url().Match(block).Value) { Host = "127.0.0.1" }.Uri.GetLeftPart(UriPartial.Authority));
            Assert.Equal(shown, (await ShakeHandsAsync(url)).Thumbprint);
            using var http = Http(HttpVersion.Version20);
            using var live = await http.GetAsync(new Uri(url, "/health/live"));
            Assert.False(live.Headers.Contains("Strict-Transport-Security"));
        }

        await using var again = ParleyProcess.Start(args);
        Assert.Equal(shown, Fingerprint().Match(string.Join('\n', await again.ReadyAsync())).Groups["it"].Value.Replace(":", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_pair_is_one_sentence()
    {
        Write((_authority.Sign("a.example.org").Chain, _authority.Sign("b.example.org").Key));
        var (exitCode, _, error) = await ParleyProcess.RunAsync("--tls-cert", ChainFile, "--tls-key", KeyFile, "--urls", "https://127.0.0.1:0", "--media-port", "0", "--data", Data);
        Assert.Equal(2, exitCode);
        Assert.Contains("the key is not the certificate's", Assert.Single(error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static HttpClient Http(Version version) => new(Handler()) { DefaultRequestVersion = version, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

    private static SocketsHttpHandler Handler() => new() { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null } };

    private static async Task<ClientWebSocket> ConnectAsync(Uri url, Version version)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("parley.v1");
        (socket.Options.HttpVersion, socket.Options.HttpVersionPolicy) = (version, HttpVersionPolicy.RequestVersionExact);
        using var patience = new CancellationTokenSource(s_patience);
        await socket.ConnectAsync(new UriBuilder(url) { Scheme = "wss", Path = "/api/v1/signalling" }.Uri, new HttpMessageInvoker(Handler()), patience.Token);
        return socket;
    }

    private static async Task<string> AskAsync(WebSocket socket, string text)
    {
        using var patience = new CancellationTokenSource(s_patience);
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, patience.Token);
        var buffer = new byte[4_096];
        var read = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
        return Encoding.UTF8.GetString(buffer, 0, read.Count);
    }

    /// <summary>The certificate that a new connection is shown, by its SHA-256, and what comes with it.</summary>
    private static async Task<(string Thumbprint, IReadOnlyList<string> Chain)> ShakeHandsAsync(Uri url)
    {
        using var patience = new CancellationTokenSource(s_patience);
        using var tcp = new System.Net.Sockets.TcpClient();
        await tcp.ConnectAsync(url.IdnHost, url.Port, patience.Token);
        List<string> chain = [];
        await using var tls = new SslStream(tcp.GetStream(), false, (_, _, built, _) =>
        {
            chain.AddRange(built!.ChainPolicy.ExtraStore.Select(certificate => certificate.Subject));
            return true;
        });
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "meet.example.org" }, patience.Token);
        using var leaf = new X509Certificate2(tls.RemoteCertificate!);
        return (Convert.ToHexString(leaf.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256)), chain);
    }

    private void Write((string Chain, string Key) pair)
    {
        // As certbot does it, one after the other.
        File.WriteAllText(ChainFile, pair.Chain);
        File.WriteAllText(KeyFile, pair.Key);
    }

    [GeneratedRegex("https://[^ /]+:[0-9]+")]
    private static partial Regex Url();

    [GeneratedRegex("SHA-256 (?<it>[0-9A-F:]+)")]
    private static partial Regex Fingerprint();
}
