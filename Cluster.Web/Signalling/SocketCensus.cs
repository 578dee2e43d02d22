using System.Net;

namespace Cluster.Web.Signalling;

/// <summary>Counts open sockets, in all and by address, and the bytes of half-received messages, so that each has a bound.</summary>
internal sealed class SocketCensus(SignallingSettings settings)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private int _open;
    private long _partialBytes;

    /// <summary>Open sockets now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Counts a socket in; the code of the refusal when a bound is reached, else null.</summary>
    public string? TryEnter(IPAddress address)
    {
        lock (_gate)
        {
            if (_open >= settings.SocketsMax)
            {
                return "too-many-sockets";
            }

            var fromThere = _byAddress.GetValueOrDefault(address);
            if (fromThere >= settings.SocketsPerAddressMax)
            {
                return "too-many-sockets-from-address";
            }

            _byAddress[address] = fromThere + 1;
            _open++;
            return null;
        }
    }

    /// <summary>Counts a socket out.</summary>
    public void Leave(IPAddress address)
    {
        lock (_gate)
        {
            _open--;
            if (_byAddress[address] == 1)
            {
                _byAddress.Remove(address);
            }
            else
            {
                _byAddress[address]--;
            }
        }
    }

    /// <summary>Takes room for a growing message; false when the node has none left.</summary>
    public bool TryReserve(int bytes)
    {
        if (Interlocked.Add(ref _partialBytes, bytes) <= settings.PartialBytesMax)
        {
            return true;
        }

        Release(bytes);
        return false;
    }

    /// <summary>Gives room back.</summary>
    public void Release(int bytes) => Interlocked.Add(ref _partialBytes, -bytes);
}
