using System.Net;
using Cluster.Media.Forwarding;
using Cluster.Media.Forwarding.Relays;
using Cluster.Media.Net;
using Cluster.Media.Srtp.Ciphers;

namespace Cluster.Media.Engine.NodeRelays;

/// <summary>A relay's link to another node: frames become sealed datagrams in the worker's send queue, in place.</summary>
internal sealed class NodeLink : IRelayLink, IDisposable
{
    private readonly UdpPort _port;
    private readonly WorkCounters _work;
    private readonly SendPath _path = new();
    private AeadCipher _cipher;
    private byte[] _salt;
    private uint _id;
    private long _sequence;

    public NodeLink(UdpPort port, WorkCounters work, RelaySecret secret, IPEndPoint peer)
    {
        (_port, _work) = (port, work);
        (_cipher, _salt, _id) = (CipherLibraries.Best.Aead(secret.Key), secret.Salt, secret.Id);
        Aim(peer);
    }

    /// <summary>Where it goes.</summary>
    public NetAddress Peer => _path.To;

    /// <summary>Goes on under another secret and to another place.</summary>
    public void Renew(RelaySecret secret, IPEndPoint peer)
    {
        _cipher.Dispose();
        (_cipher, _salt, _id) = (CipherLibraries.Best.Aead(secret.Key), secret.Salt, secret.Id);
        Aim(peer);
    }

    /// <inheritdoc/>
    public Span<byte> Reserve() => _port.Reserve()[RelayDatagram.HeaderBytes..^AeadCipher.TagBytes];

    /// <inheritdoc/>
    public void Commit(int length)
    {
        _work.RelayPacketsOut++;
        _work.RelayBytesOut += length + RelayDatagram.OverheadBytes;
        _port.Commit(RelayDatagram.Seal(_cipher, _salt, _port.Reserve(), length, _id, ++_sequence), _path);
    }

    /// <inheritdoc/>
    public void Dispose() => _cipher.Dispose();

    // Numbers begin with the time, so that none is used twice under one key even if that were given to a relay twice: a
    // million for each millisecond are more than any relay carries.
    private void Aim(IPEndPoint peer)
    {
        _sequence = Math.Max(_sequence, (MediaClock.ToUnixUs(MediaClock.NowUs) / 1_000) << 20);
        _path.Set(NetAddress.From(peer), default);
    }
}
