using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Cluster.Host.Serving;
using Cluster.Host.Tls;
using Cluster.Host.Tls.Acme;
using Cluster.Web;
using Cluster.Web.Tls;
using Microsoft.Extensions.Logging;

namespace Host.Tests.Tls;

/// <summary>Whatever comes to the port of a node that looks at the first bytes: it is turned away without a word, and the next one is served.</summary>
public sealed class StrangersTests
{
    private static readonly byte[][] s_bytes =
    [
        [],
        [22],
        [22, 3, 1],
        [22, 3, 1, 255, 255, 0, 0],
        [22, 3, 1, 0, 5, 1, 0, 0, 1, 0],
        [22, 3, 1, 2, 0, 1, 2, 3],
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(),
        [128, 46, 1, 3, 1],
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task They_are_nothing_to_log_and_nobody_waits_for_them(bool reset)
    {
        var holder = new CertificateHolder { Challenges = new Challenges(TimeProvider.System) };
        holder.Use(SelfSigned.Serve(SelfSigned.Make(["meet.example.org"], [], DateTimeOffset.UtcNow)));
        using var log = new Errors();
        await using var web = await WebServer.StartAsync(
            new WebSettings { Urls = [new("https://127.0.0.1:0")] }, true, new EdgeGate(), holder, TimeSpan.FromSeconds(1), log);
        var port = new Uri(web.Urls.Single()).Port;
        foreach (var bytes in s_bytes)
        {
            using var stranger = new TcpClient();
            await stranger.ConnectAsync(IPAddress.Loopback, port);
            await stranger.GetStream().WriteAsync(bytes);
            stranger.LingerState = new LingerOption(reset, 0);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, port);
        await using var tls = new SslStream(tcp.GetStream(), false, (_, shown, _, _) => shown is not null);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "meet.example.org", ApplicationProtocols = [SslApplicationProtocol.Http2] }, patience.Token);
        Assert.Equal(SslApplicationProtocol.Http2, tls.NegotiatedApplicationProtocol);
        Assert.Empty(log.Lines);
    }

    private sealed class Errors : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        /// <summary>The server's own words; who has no store behind it complains elsewhere.</summary>
        public ILogger CreateLogger(string categoryName) =>
            categoryName.StartsWith("Microsoft.AspNetCore.Server", StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning)
            {
                lock (Lines)
                {
                    Lines.Add($"{formatter(state, exception)} {exception}");
                }
            }
        }
    }
}
