using Cluster.Media.Net;

namespace Fuzz.Targets;

/// <summary>A port that receives nothing and counts what it is given to send.</summary>
internal sealed class SilentPort : UdpPort
{
    private readonly byte[] _buffer = new byte[BufferBytes];

    public int Sent { get; set; }

    public override int Number => 10_000;

    public override void Wait(int timeoutMs)
    {
    }

    public override void Wake()
    {
    }

    public override long PacketsSent => Sent;

    public override long BytesSent => 0;

    public override long SendFailures => 0;

    public override long RunsSent => Sent;

    public override void Rest(long microseconds)
    {
    }

    public override bool Receive() => false;

    public override bool TryNext(out Datagram datagram)
    {
        datagram = default;
        return false;
    }

    public override Span<byte> Reserve() => _buffer;

    public override void Commit(int length, SendPath path) => Sent++;

    public override void Commit(int length, in NetAddress to, in NetAddress from) => Sent++;

    public override void Flush()
    {
    }

    public override void Dispose()
    {
    }
}
