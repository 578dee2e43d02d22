namespace Cluster.Media.Forwarding;

/// <summary>
/// Whether a picture that is to replace another one of its number can be relied upon: a sender that begins anew does not know yet what its
/// way carries, sends higher layers late, and stops them again. The other one flows meanwhile, so there is no hurry.
/// </summary>
internal sealed class Readiness
{
    // A sender's estimate has settled, or a layer that it cannot afford has gone again.
    private const long SteadyUs = 500_000;

    // Between the pictures of a slow camera.
    private const long PauseUs = 400_000;

    // If what is shown now does not come at all, something lower is better than what may end at any moment.
    private const long PatienceUs = 1_500_000;

    private long _firstKeyframeUs;
    private long _steadySinceUs;
    private long _lastUs;

    /// <summary>Whether <paramref name="shown"/> can be gone over from with this packet of <paramref name="layer"/>; asks for a keyframe when only that is missing.</summary>
    public bool Allows(Layer layer, Source shown, in InboundPacket packet)
    {
        var nowUs = packet.ArrivalUs;
        if (packet.StartsKeyframe && _firstKeyframeUs == 0)
        {
            _firstKeyframeUs = nowUs;
        }

        var best = Math.Min(BestWanted(shown, nowUs), layer.Source.Layers.Length - 1);
        if (layer.Index != best)
        {
            return layer.Index < best && packet.StartsKeyframe && nowUs - _firstKeyframeUs > PatienceUs;
        }

        if (_lastUs == 0 || nowUs - _lastUs > PauseUs)
        {
            _steadySinceUs = nowUs;
        }

        _lastUs = nowUs;

        // The lowest is sent whatever the way is like.
        if (best > 0 && nowUs - _steadySinceUs < SteadyUs)
        {
            return false;
        }

        if (!packet.StartsKeyframe)
        {
            layer.Keyframes.Want(nowUs);
        }

        return packet.StartsKeyframe;
    }

    /// <summary>The highest layer that is shown or waited for, of those that are sent; 0: there is none.</summary>
    private static int BestWanted(Source shown, long nowUs)
    {
        var best = 0;
        foreach (var layer in shown.Layers)
        {
            best = layer.IsWanted && layer.IsLive(nowUs) ? layer.Index : best;
        }

        return best;
    }
}
