using System.Net;
using System.Security.Cryptography;
using Cluster.Media.Ice;
using Cluster.Media.Sdp;

namespace Cluster.Media.Engine;

/// <summary>
/// What must stay the same between one endpoint's answers: its ICE credentials and its slots' SSRCs. Answers are made
/// here, on the caller's thread; the worker only gets the result.
/// </summary>
internal sealed class EndpointNegotiation
{
    private readonly Dictionary<string, SlotParameters> _slots = [];
    private readonly HashSet<uint> _ssrcs = [];
    private IceCredentials _credentials = IceCredentials.Create();
    private string? _remoteFragment;

    /// <summary>Answers an offer. Callers hold this object's lock, up to the hand-over to the worker.</summary>
    public (string Sdp, Negotiated Result) Answer(
        EndpointOffer offer, SdpOffer parsed, string fingerprint, IReadOnlyList<IPEndPoint> candidates)
    {
        if (_remoteFragment is not null && _remoteFragment != parsed.RemoteUserFragment)
        {
            // A new connection of the client: nothing of the old one goes on.
            _credentials = IceCredentials.Create();
            _slots.Clear();
            _ssrcs.Clear();
        }

        _remoteFragment = parsed.RemoteUserFragment;
        foreach (var slot in offer.Slots)
        {
            _slots.TryAdd(slot.Mid, new SlotParameters(NewSsrc(), NewSsrc()));
        }

        var answer = SdpAnswerer.Answer(parsed, new AnswerParameters(
            _credentials,
            fingerprint,
            candidates,
            _slots,
            offer.Sources.Select(source => source.Mid).ToHashSet(),
            "parley"));
        return (answer.Sdp, new Negotiated(offer.Endpoint, _credentials, answer.Session, offer.Sources, offer.Slots));
    }

    private uint NewSsrc()
    {
        // Small numbers are kept for SSRCs that carry reports only.
        uint ssrc;
        do
        {
            ssrc = (uint)RandomNumberGenerator.GetInt32(1_000, int.MaxValue);
        }
        while (!_ssrcs.Add(ssrc));
        return ssrc;
    }
}
