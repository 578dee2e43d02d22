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
    // Small numbers are kept for SSRCs that carry reports only.
    private const int SsrcMin = 1_000;

    private readonly Dictionary<string, SlotParameters> _slots = [];
    private uint _lastSsrc = (uint)RandomNumberGenerator.GetInt32(SsrcMin, int.MaxValue);
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
        }

        _remoteFragment = parsed.RemoteUserFragment;
        var offered = parsed.Media.Select(line => line.Mid).ToHashSet();
        foreach (var gone in _slots.Keys.Where(mid => !offered.Contains(mid)).ToArray())
        {
            _slots.Remove(gone);
        }

        var bound = new Dictionary<string, SlotParameters>();
        foreach (var mid in offer.Slots.Select(slot => slot.Mid).Where(offered.Contains))
        {
            if (!_slots.TryGetValue(mid, out var parameters))
            {
                parameters = new SlotParameters(NewSsrc(), NewSsrc());
                _slots.Add(mid, parameters);
            }

            bound[mid] = parameters;
        }

        var answer = SdpAnswerer.Answer(parsed, new AnswerParameters(
            _credentials,
            fingerprint,
            candidates,
            bound,
            offer.Sources.Select(source => source.Mid).ToHashSet(),
            "parley"));
        return (answer.Sdp, new Negotiated(offer.Endpoint, _credentials, answer.Session, offer.Sources, offer.Slots, offer.Label));
    }

    /// <summary>
    /// One after the other from a random start, so that none comes twice: a slot that is gone leaves no trace in SRTP, and
    /// another one under its SSRC would repeat its nonces.
    /// </summary>
    private uint NewSsrc()
    {
        _lastSsrc = _lastSsrc == uint.MaxValue ? SsrcMin : _lastSsrc + 1;
        return _lastSsrc;
    }
}
