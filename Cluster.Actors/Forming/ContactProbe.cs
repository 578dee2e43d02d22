using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Cluster.Actors.Forming;

/// <summary>
/// Tries whether a node can be reached at all, before the engine does: what the engine cannot reach it does not try again
/// for a while, and does not say why.
/// </summary>
internal sealed class ContactProbe(NodeCertificate? certificate)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // After a handshake of TLS 1.3 the other side may still refuse our certificate: its word takes a round trip.
    private static readonly TimeSpan RefusalPatience = TimeSpan.FromMilliseconds(300);

    private readonly NodeCheck? check = certificate is null ? null : new NodeCheck(certificate);

    /// <summary>Why the node at <paramref name="address"/> cannot be reached, as a clause; null: it can.</summary>
    public async Task<string?> FailsAsync(string address)
    {
        var uri = new Uri($"tcp://{address}");
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(uri.Host, uri.Port, patience.Token).ConfigureAwait(false);
            return certificate is null ? null : await FailsAsync(client, uri.Host, certificate, patience.Token).ConfigureAwait(false);
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => "nothing listens there",
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "its name is not known",
                _ => fault.Message.TrimEnd('.'),
            };
        }
        catch (OperationCanceledException)
        {
            return "it does not answer";
        }
    }

    private async Task<string?> FailsAsync(TcpClient client, string host, NodeCertificate own, CancellationToken patience)
    {
        string? why = null;
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    ClientCertificates = [own.Own],
                    RemoteCertificateValidationCallback = (_, shown, _, _) => (why = check!.WhyNot(shown)) is null,
                },
                patience).ConfigureAwait(false);
            var word = tls.ReadAsync(new byte[1], patience).AsTask();
            if (await Task.WhenAny(word, Task.Delay(RefusalPatience, patience)).ConfigureAwait(false) == word)
            {
                return await word.ConfigureAwait(false) == 0 ? "it refuses this node's certificate" : null;
            }

            return null;
        }
        catch (AuthenticationException)
        {
            return why ?? "it speaks no TLS with this node";
        }
        catch (IOException)
        {
            return why ?? "it refuses this node's certificate, or speaks no TLS";
        }
    }
}
