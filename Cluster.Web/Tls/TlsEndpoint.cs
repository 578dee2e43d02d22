using System.Buffers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Cluster.Web.Tls;

/// <summary>Makes a listening address speak TLS with the certificate in use, or with the one an authority asks to see.</summary>
internal static class TlsEndpoint
{
    /// <summary>The application protocol of TLS-ALPN-01 (RFC 8737 section 6.2).</summary>
    private const string ChallengeProtocol = "acme-tls/1";

    private static readonly TimeSpan s_handshakeTimeout = TimeSpan.FromSeconds(10);
    private static readonly object s_challengeKey = new();

    /// <summary>HTTPS on this address, HTTP/2 and HTTP/1.1.</summary>
    public static void UseTls(this ListenOptions listen, CertificateHolder certificates)
    {
        if (certificates.Challenges is not null)
        {
            listen.Use(next => async connection =>
            {
                await NoteChallengeAsync(connection, certificates).ConfigureAwait(false);
                await next(connection).ConfigureAwait(false);
            });
        }

        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = s_handshakeTimeout,
            OnConnection = handshake => OptionsAsync(handshake, certificates),
        });
    }

    private static async ValueTask<SslServerAuthenticationOptions> OptionsAsync(TlsHandshakeCallbackContext handshake, CertificateHolder certificates)
    {
        if (handshake.Connection.Items.TryGetValue(s_challengeKey, out var challenge) && challenge is X509Certificate2 proof)
        {
            return new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(proof, null, offline: true),
                ApplicationProtocols = [new SslApplicationProtocol(ChallengeProtocol)],
            };
        }

        var current = await certificates.GetAsync(handshake.CancellationToken).ConfigureAwait(false);
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = current.Context,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        };
    }

    /// <summary>
    /// Looks at the hello before TLS does, because TLS does not tell which protocols were asked for. The bytes stay where
    /// they are; who sends none within the handshake's time is cut off by the read that fails.
    /// </summary>
    private static async Task NoteChallengeAsync(ConnectionContext connection, CertificateHolder certificates)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
        patience.CancelAfter(s_handshakeTimeout);
        try
        {
            if (await ReadNameAsync(connection, patience.Token).ConfigureAwait(false) is { } name
                && await certificates.Challenges!.FindTlsAsync(name).ConfigureAwait(false) is { } proof)
            {
                connection.Items[s_challengeKey] = proof;
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // Who only looks which ports are open is nothing to log; TLS finds a connection that has ended.
            connection.Abort(new ConnectionAbortedException("The client did not begin a handshake in time."));
        }
    }

    private static async Task<string?> ReadNameAsync(ConnectionContext connection, CancellationToken cancel)
    {
        var input = connection.Transport.Input;
        while (true)
        {
            var read = await input.ReadAsync(cancel).ConfigureAwait(false);
            var (whole, name) = Look(read.Buffer);
            if (whole || read.IsCompleted || read.IsCanceled)
            {
                input.AdvanceTo(read.Buffer.Start);
                return name;
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Whether enough has come, and the name when it is a challenge.</summary>
    private static (bool Whole, string? Name) Look(ReadOnlySequence<byte> buffer)
    {
        Span<byte> head = stackalloc byte[5];
        var headBytes = (int)Math.Min(5, buffer.Length);
        buffer.Slice(0, headBytes).CopyTo(head);
        var length = ClientHello.Length(head[..headBytes]);
        if (length <= 0 || buffer.Length < length)
        {
            return (length < 0, null);
        }

        var record = buffer.Slice(0, length);
        return (true, ClientHello.Parse(record.IsSingleSegment ? record.First : record.ToArray()) is { ServerName.Length: > 0 } hello
            && hello.OffersOnly("acme-tls/1"u8) ? hello.ServerName : null);
    }
}
