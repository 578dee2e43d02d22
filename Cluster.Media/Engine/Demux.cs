using Cluster.Media.Dtls;
using Cluster.Media.Engine.NodeRelays;
using Cluster.Media.Forwarding;
using Cluster.Media.Ice;
using Cluster.Media.Net;

namespace Cluster.Media.Engine;

/// <summary>
/// Tells a datagram's protocol by its first byte (RFC 7983) and hands it on. Only STUN is taken from addresses nobody has
/// validated; DTLS and SRTP must come from one a check with the right password has vouched for, and what other nodes send has
/// its own seal.
/// </summary>
internal sealed class Demux(
    UdpPort port, EndpointTable table, IDtlsServer dtls, DropCounters drops, StunQueries queries, NodeRelayTable relays, Action<Action<MediaWorker>> post)
{
    // Less than this is of no protocol; a buffer filled to the brim holds a datagram that was cut.
    private const int BytesMin = 4;

    /// <summary>Takes one datagram.</summary>
    public void Receive(in Datagram datagram)
    {
        if (datagram.Bytes.Length is < BytesMin or >= UdpPort.BufferBytes)
        {
            drops.Count(datagram.Bytes.Length < BytesMin ? DropReason.UnknownProtocol : DropReason.TooLong);
            return;
        }

        switch (datagram.Bytes[0])
        {
            case < 4:
                ReceiveStun(datagram);
                break;
            case >= 20 and < 64:
                if (Known(datagram) is { } handshaking)
                {
                    ReceiveDtls(handshaking, datagram.Bytes);
                }

                break;
            case >= 128 and < 192:
                if (Known(datagram) is { } endpoint)
                {
                    ReceiveSrtp(endpoint, datagram);
                }

                break;
            case RelayDatagram.Protocol:
                relays.Receive(datagram);
                break;
            default:
                drops.Count(DropReason.UnknownProtocol);
                break;
        }
    }

    private static void ReceiveSrtp(Endpoint endpoint, in Datagram datagram)
    {
        // RFC 5761 section 4: with rtcp-mux the second byte tells RTCP (192..223) from RTP.
        if (datagram.Bytes[1] is >= 192 and < 224)
        {
            endpoint.Control.Receive(datagram.Bytes, datagram.ArrivalUs);
        }
        else
        {
            endpoint.Incoming.Receive(datagram.Bytes, datagram.ArrivalUs);
        }
    }

    private Endpoint? Known(in Datagram datagram)
    {
        var endpoint = table.ByAddress(datagram.From);
        if (endpoint is null)
        {
            drops.Count(DropReason.UnknownAddress);
        }

        endpoint?.Transport.Tap?.Receive(datagram);
        return endpoint;
    }

    private void ReceiveDtls(Endpoint endpoint, ReadOnlySpan<byte> bytes)
    {
        if (!DtlsDatagram.IsPlausible(bytes))
        {
            drops.Count(DropReason.DtlsMalformed);
            return;
        }

        endpoint.Transport.Dtls ??= dtls.TryAccept(endpoint.Transport.RemoteFingerprint, new DtlsOutcome(endpoint, post));
        if (endpoint.Transport.Dtls is { } association)
        {
            association.Feed(bytes);
        }
        else
        {
            drops.Count(DropReason.TooManyHandshakes);
        }
    }

    private void ReceiveStun(in Datagram datagram)
    {
        if (!StunMessage.TryParse(datagram.Bytes, out var message))
        {
            drops.Count(DropReason.StunMalformed);
            return;
        }

        if (!message.IsBindingRequest)
        {
            if (message.Type != StunType.BindingIndication && !queries.TryAnswer(message, datagram.Bytes))
            {
                drops.Count(DropReason.StunUnexpected);
            }

            // Indications keep a path alive and are not answered.
            return;
        }

        if (table.ByUsername(message.Username) is not { } endpoint)
        {
            drops.Count(DropReason.StunUnknownUser);
            return;
        }

        var transport = endpoint.Transport;
        transport.Tap?.Receive(datagram);
        if (!message.VerifyIntegrity(transport.Password.Span))
        {
            drops.Count(DropReason.StunUnauthentic);
            return;
        }

        if (message.UnknownAttributeCount > 0)
        {
            Span<ushort> unknown = stackalloc ushort[StunMessage.UnknownNotedMax];
            var noted = message.CopyUnknownAttributes(unknown);
            Reply(transport, datagram, StunResponses.WriteError(
                port.Reserve(), message.TransactionId, 420, "Unknown Attribute", transport.Password.Span, unknown[..noted]));
            return;
        }

        if (!transport.Validate(datagram.From, datagram.To, message.UseCandidate, datagram.ArrivalUs, out var isNew, out var replaced))
        {
            drops.Count(DropReason.TooManyAddresses);
            return;
        }

        if (isNew)
        {
            table.Unbind(replaced, endpoint);
            table.Bind(datagram.From, endpoint);
        }

        Span<byte> address = stackalloc byte[16];
        var length = datagram.From.WriteNative(address);
        Reply(transport, datagram, StunResponses.WriteBindingSuccess(
            port.Reserve(), message.TransactionId, address[..length], datagram.From.Port, transport.Password.Span));
    }

    private void Reply(EndpointTransport transport, in Datagram to, int length)
    {
        if (length > 0)
        {
            transport.Tap?.Sent(port.Reserve()[..length], from: to.To, to: to.From);
            port.Commit(length, to.From, to.To);
        }
    }
}
