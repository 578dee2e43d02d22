using Cluster.Media.Dtls;
using Cluster.Media.Forwarding;
using Cluster.Media.Srtp;

namespace Cluster.Media.Engine;

/// <summary>Brings what a handshake does, on its own thread, back to the worker that owns the endpoint.</summary>
internal sealed class DtlsOutcome(Endpoint endpoint, Action<Action<MediaWorker>> post) : IDtlsOutcome
{
    public void Send(ReadOnlySpan<byte> datagram)
    {
        var copy = datagram.ToArray();
        post(_ => endpoint.Transport.SendPlain(copy));
    }

    public void Established(SrtpKeys keys) => post(_ =>
    {
        if (!MediaWorker.Owns(endpoint))
        {
            return;
        }

        endpoint.Transport.Establish(keys);
        endpoint.Retarget(Net.MediaClock.NowUs);
        endpoint.Bridge.Raise(new MediaEvent.EndpointConnected(endpoint.Bridge.Id, endpoint.Number));
    });

    public void Failed(string reason) => post(worker => worker.Lose(endpoint, "dtls-failed"));

    public void Closed() => post(worker => worker.Lose(endpoint, "dtls-closed"));
}
