using Cluster.Media.Dtls;
using Fuzz.Engine;
using Org.BouncyCastle.Tls;

namespace Fuzz.Targets;

/// <summary>The look at a datagram's records (RFC 6347) before the library sees it.</summary>
internal sealed class DtlsDatagramTarget : FuzzTarget
{
    public override string Name => "dtls-datagram";

    public override IReadOnlyList<byte[]> Dictionary => DtlsPieces.List;

    public override int Run(Span<byte> input)
    {
        var plausible = DtlsDatagram.IsPlausible(input);
        Require(!plausible || input.Length is >= 13 and <= DtlsDatagram.BytesMax, "a length that cannot be");
        return plausible ? 1 + (input[0] * 4) + (input[4] & 3) : 0;
    }
}

/// <summary>
/// A handshake with our server: the input is datagrams, two bytes of length before each. Whatever comes, the handshake ends
/// with an alert; any other exception would end the process.
/// </summary>
internal sealed class DtlsServerTarget : FuzzTarget
{
    private static readonly DtlsIdentity Identity = DtlsIdentity.Create(TimeProvider.System);

    // That of the certificate in the corpus, so that what comes after it is read, too.
    private const string Fingerprint =
        "22:CB:BE:07:D2:7B:D7:07:81:5A:68:C7:1A:42:5B:A8:0A:73:02:D7:A9:E1:34:70:D5:C0:24:DE:C0:E8:D3:4A";

    public override string Name => "dtls-server";

    public override int TestExecutions => 150;

    public override int InputBytesMax => 6_000;

    public override long MicrosecondsMax => 300_000;

    public override IReadOnlyList<byte[]> Dictionary => DtlsPieces.List;

    // The library's arithmetic takes some 8 MB; only addresses ICE has validated get so far, and handshakes at once have a bound.
    public override long? AllocatedBytesMax(int inputBytes) => 32 << 20;

    public override int Run(Span<byte> input)
    {
        var client = new Client(input.ToArray());
        try
        {
            _ = new DtlsServerProtocol().Accept(new ServerPeer(Identity, Fingerprint, allowGcm: true), client);
        }
        catch (TlsFatalAlert alert)
        {
            return (alert.AlertDescription * 64) + Math.Min(client.Sent, 63);
        }
        catch (IOException)
        {
            return 1;
        }

        throw new OracleException("a handshake succeeded that nobody made");
    }

    /// <summary>Brings the datagrams that the product's own look at them lets through, and is silent then.</summary>
    private sealed class Client(byte[] input) : DatagramTransport
    {
        private int _at;

        public int Sent { get; private set; }

        public int GetReceiveLimit() => DtlsDatagram.BytesMax;

        public int GetSendLimit() => 1_200;

        public int Receive(byte[] buf, int off, int len, int waitMillis) => Receive(buf.AsSpan(off, len), waitMillis);

        public int Receive(Span<byte> buffer, int waitMillis)
        {
            while (Next() is { Length: > 0 } datagram)
            {
                if (DtlsDatagram.IsPlausible(datagram))
                {
                    var bytes = Math.Min(datagram.Length, buffer.Length);
                    datagram.AsSpan(0, bytes).CopyTo(buffer);
                    return bytes;
                }
            }

            throw new TlsFatalAlert(AlertDescription.user_canceled);
        }

        public void Send(byte[] buf, int off, int len) => Sent++;

        public void Send(ReadOnlySpan<byte> buffer) => Sent++;

        public void Close()
        {
        }

        private byte[] Next()
        {
            if (_at + 2 > input.Length)
            {
                return [];
            }

            var from = _at + 2;
            _at = Math.Min(input.Length, from + (input[_at] << 8) + input[_at + 1]);
            return input[from.._at];
        }
    }
}

/// <summary>What DTLS datagrams are made of.</summary>
internal static class DtlsPieces
{
    public static readonly IReadOnlyList<byte[]> List =
    [
        [22, 0xFE, 0xFD], [22, 0xFE, 0xFF], [20, 0xFE, 0xFD], [21, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 2, 40], [23, 0xFE, 0xFD],
        [1, 0, 0, 0], [11, 0, 0, 0], [16, 0, 0, 0], [15, 0, 0, 0], [0, 14, 0, 5], [0, 10, 0, 4], [0, 23, 0, 0], [0xFF, 0x01, 0, 1, 0], [0xC0, 0x2B],
        [0, 13, 0, 4], [0, 0, 1], [0xFF, 0xFF, 0xFF],
    ];
}
