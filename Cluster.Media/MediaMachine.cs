using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Cluster.Media.Ice;

namespace Cluster.Media;

/// <summary>What the media plane asks of the machine it runs on, for whoever looks whether the machine has it.</summary>
public static class MediaMachine
{
    /// <summary>Bytes asked for in each direction of every media port; the system may give less.</summary>
    public const int SocketBufferBytes = 4 * 1024 * 1024;

    /// <summary>The addresses clients are told where none are set, best first; loopback last.</summary>
    public static IReadOnlyList<IPAddress> DetectAddresses() => LocalAddresses.Detect(includeLoopback: true);

    /// <summary>
    /// Asks a STUN server (RFC 8489) under which address it sees this machine, from a port of its own; null: it did not answer within
    /// <paramref name="patience"/>.
    /// </summary>
    /// <param name="server">As in the settings, <c>host:port</c>.</param>
    public static async Task<IPAddress?> AskStunAsync(string server, TimeSpan patience)
    {
        var at = new Uri($"udp://{server}");
        using var enough = new CancellationTokenSource(patience);
        try
        {
            using var socket = new UdpClient(at.DnsSafeHost, at.Port);
            var transaction = RandomNumberGenerator.GetBytes(StunRequest.TransactionBytes);
            var question = new byte[StunMessage.HeaderBytes];
            StunRequest.WriteBinding(question, transaction);
            // Sent again, as RFC 8489 section 6.2.1 has it, while nobody answers.
            for (var wait = TimeSpan.FromMilliseconds(500); ; wait *= 2)
            {
                await socket.SendAsync(question, enough.Token).ConfigureAwait(false);
                using var again = CancellationTokenSource.CreateLinkedTokenSource(enough.Token);
                again.CancelAfter(wait);
                if (await AnswerAsync(socket, transaction, again.Token).ConfigureAwait(false) is { } address)
                {
                    return address;
                }

                enough.Token.ThrowIfCancellationRequested();
            }
        }
        catch (Exception cause) when (cause is SocketException or OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<IPAddress?> AnswerAsync(UdpClient socket, byte[] transaction, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var datagram = (await socket.ReceiveAsync(stop).ConfigureAwait(false)).Buffer;
                if (StunMessage.TryParse(datagram, out var message)
                    && message.Type == StunType.BindingSuccess && message.TransactionId.SequenceEqual(transaction))
                {
                    return StunMappedAddress.Read(datagram)?.Address;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
