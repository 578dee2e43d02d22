using System.Collections.Concurrent;
using Cluster.Media.Dtls;
using Cluster.Media.Srtp;

namespace Cluster.Media.Ipc;

/// <summary>The control plane's side of one media process's DTLS: shakes hands for it.</summary>
/// <param name="server">With the certificate, which outlives media processes.</param>
/// <param name="link">Where what it has for clients goes.</param>
internal sealed class DtlsDesk(DtlsServer server, MediaLink link)
{
    private readonly ConcurrentDictionary<long, IDtlsAssociation> _associations = new();

    /// <summary>A client begins.</summary>
    public void Begin(long number, string expectedFingerprint)
    {
        var outcome = new Outcome(this, number);
        if (server.TryAccept(expectedFingerprint, outcome) is { } association)
        {
            _associations[number] = association;
            if (outcome.HasEnded)
            {
                // On its thread, before it was noted here.
                _associations.TryRemove(number, out _);
            }
        }
        else
        {
            link.Send(new MediaCommand.DtlsFailed(number, "Too many handshakes are under way."));
        }
    }

    /// <summary>A client's datagram.</summary>
    public void Feed(long number, ReadOnlySpan<byte> datagram)
    {
        if (_associations.TryGetValue(number, out var association))
        {
            association.Feed(datagram);
        }
    }

    /// <summary>The media process has closed it.</summary>
    public void Close(long number)
    {
        if (_associations.TryRemove(number, out var association))
        {
            association.Close();
        }
    }

    /// <summary>The media process is gone, and its associations with it.</summary>
    public void CloseAll()
    {
        foreach (var number in _associations.Keys)
        {
            Close(number);
        }
    }

    private sealed class Outcome(DtlsDesk desk, long number) : IDtlsOutcome
    {
        private volatile bool _hasEnded;

        public bool HasEnded => _hasEnded;

        public void Send(ReadOnlySpan<byte> datagram) => desk.Send(number, datagram.ToArray());

        public void Established(SrtpKeys keys) => desk.Send(MediaCommand.DtlsEstablished.Of(number, keys));

        public void Failed(string reason) => End(new MediaCommand.DtlsFailed(number, reason));

        public void Closed() => End(new MediaCommand.DtlsClosed(number));

        private void End(MediaCommand.DtlsTold told)
        {
            _hasEnded = true;
            desk._associations.TryRemove(number, out _);
            desk.Send(told);
        }
    }

    private void Send(MediaCommand.DtlsTold told) => link.Send(told);

    private void Send(long number, byte[] datagram) => link.SendDtls(number, datagram);
}
