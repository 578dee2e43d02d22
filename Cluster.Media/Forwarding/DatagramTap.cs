using Cluster.Media.Engine;
using Cluster.Media.Net;

namespace Cluster.Media.Forwarding;

/// <summary>
/// Copies one endpoint's datagrams, both ways, into a ring that a dump reads: as they are on the wire, or with RTP and RTCP in
/// the clear. What finds no room is counted and lost to the dump; the endpoint's media never waits. All but the counters
/// belong to the worker's thread, and nothing here allocates for a datagram.
/// </summary>
/// <param name="ring">Where copies go; its frames have room for <see cref="TapFrame.BytesMax"/>.</param>
/// <param name="decrypted">Whether RTP and RTCP are copied in the clear.</param>
/// <param name="localPort">Our port, for datagrams whose local address the system did not say.</param>
internal sealed class DatagramTap(RelayRing ring, bool decrypted, int localPort)
{
    private NetAddress _from;
    private NetAddress _to;
    private long _arrivalUs;
    private int _held;
    private long _lost;
    private volatile bool _ended;

    /// <summary>Whether RTP and RTCP are copied in the clear.</summary>
    public bool Decrypted => decrypted;

    /// <summary>Datagrams that found no room. From any thread.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Whether the endpoint has ended. From any thread.</summary>
    public bool Ended => _ended;

    /// <summary>The endpoint has ended: nothing more will come.</summary>
    public void End() => _ended = true;

    /// <summary>A datagram came that is the endpoint's, not yet touched.</summary>
    public void Receive(in Datagram datagram)
    {
        (_from, _to, _arrivalUs) = (datagram.From, datagram.To, datagram.ArrivalUs);
        if (!decrypted || datagram.Bytes[0] is not (>= 128 and < 192))
        {
            Write(datagram.Bytes, _from, _to, isSent: false, _arrivalUs);
        }
    }

    /// <summary>The packet of the datagram that came last, in the clear.</summary>
    public void Unprotected(ReadOnlySpan<byte> packet)
    {
        if (decrypted)
        {
            Write(packet, _from, _to, isSent: false, _arrivalUs);
        }
    }

    /// <summary>A packet that is about to be protected in place; <see cref="Protected"/> says whether it goes out.</summary>
    public void Protecting(ReadOnlySpan<byte> packet, SendPath path)
    {
        if (decrypted)
        {
            _held = Hold(packet, path.From, path.To, isSent: true, MediaClock.NowUs);
        }
    }

    /// <summary>The packet was protected and goes out; an empty one does not.</summary>
    public void Protected(ReadOnlySpan<byte> packet, SendPath path)
    {
        if (!decrypted && packet.Length > 0)
        {
            Write(packet, path.From, path.To, isSent: true, MediaClock.NowUs);
        }
        else if (decrypted && packet.Length > 0)
        {
            Keep(_held);
        }

        _held = 0;
    }

    /// <summary>A datagram goes out that is not media.</summary>
    public void Sent(ReadOnlySpan<byte> datagram, in NetAddress from, in NetAddress to) =>
        Write(datagram, from, to, isSent: true, MediaClock.NowUs);

    private void Write(ReadOnlySpan<byte> bytes, in NetAddress from, in NetAddress to, bool isSent, long us) =>
        Keep(Hold(bytes, from, to, isSent, us));

    private int Hold(ReadOnlySpan<byte> bytes, in NetAddress from, in NetAddress to, bool isSent, long us)
    {
        var frame = ring.Reserve();
        return frame.IsEmpty ? 0 : TapFrame.Write(frame, bytes, from, to, isSent, localPort, us);
    }

    private void Keep(int length)
    {
        if (length > 0)
        {
            ring.Commit(length);
        }
        else
        {
            Volatile.Write(ref _lost, _lost + 1);
        }
    }
}
