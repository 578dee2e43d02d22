using Cluster.Media.Forwarding.Relays;
using Cluster.Media.Rtp;

namespace Cluster.Media.Forwarding;

/// <content>
/// Two sources under one number: somebody sends from two places at once, because he is moving from one bridge to another. The one
/// that came last is to be shown, but not before it can be: a picture with its keyframe, a voice with its first packet. Until
/// then, and again when the newer one ends first, the other one is. So nobody misses anything, whichever bridge he is on.
/// </content>
internal sealed partial class Bridge
{
    private const int RivalsMax = 4;

    // By number, all that there are in the order in which they came; only for numbers that more than one source has.
    private readonly Dictionary<uint, List<Source>> _rivals = [];

    /// <summary>Whether a source may come under a number that is taken: it must be of the same kind, and of few.</summary>
    public bool MayRival(SourceNumber number, SourceKind kind) =>
        !_sources.TryGetValue(number.Value, out var shown)
        || (shown.Kind == kind && (!_rivals.TryGetValue(number.Value, out var rivals) || rivals.Count < RivalsMax));

    /// <summary>A packet of a source that is to replace another one: true when it does from this packet on, or replaces none.</summary>
    public bool TrySucceed(Layer layer, in InboundPacket packet)
    {
        var source = layer.Source;
        if (source.Replaces is not { } shown)
        {
            return !IsSuperseded(source);
        }

        if (source.Muted || (source.IsVideo && !source.Readiness.Allows(layer, shown, packet)))
        {
            return false;
        }

        Succeed(shown, source, packet.ArrivalUs);
        return true;
    }

    /// <summary>A source whose number another one has: it waits. False: the number was free.</summary>
    private bool TryAddRival(Source source)
    {
        if (!_sources.TryGetValue(source.Number.Value, out var shown) || ReferenceEquals(shown, source))
        {
            return false;
        }

        if (!_rivals.TryGetValue(source.Number.Value, out var rivals))
        {
            rivals = [shown];
            _rivals.Add(source.Number.Value, rivals);
        }

        rivals.Add(source);
        NoteNewest(rivals);
        return true;
    }

    /// <summary>A source ends; another one of its number is shown at once in its place.</summary>
    private void RemoveRival(Source source, long nowUs)
    {
        if (!_rivals.TryGetValue(source.Number.Value, out var rivals) || !rivals.Remove(source))
        {
            return;
        }

        source.Replaces = null;
        if (_sources.TryGetValue(source.Number.Value, out var shown) && ReferenceEquals(shown, source))
        {
            Succeed(source, rivals[^1], nowUs);
        }

        NoteNewest(rivals);
        if (rivals.Count == 1)
        {
            _rivals.Remove(source.Number.Value);
        }
    }

    private void NoteNewest(List<Source> rivals)
    {
        var shown = _sources[rivals[0].Number.Value];
        foreach (var rival in rivals)
        {
            rival.Replaces = ReferenceEquals(rival, rivals[^1]) && !ReferenceEquals(rival, shown) ? shown : null;
            rival.Owner.NoteDemand(rival);
        }
    }

    private bool IsSuperseded(Source source) => _rivals.Count > 0 && _rivals.ContainsKey(source.Number.Value)
        && !ReferenceEquals(_sources[source.Number.Value], source);

    /// <summary>Shows <paramref name="next"/> wherever <paramref name="shown"/> was.</summary>
    private void Succeed(Source shown, Source next, long nowUs)
    {
        _sources[next.Number.Value] = next;
        next.Replaces = null;
        Mesh.Succeed(shown, next);
        if (next.IsVideo)
        {
            _layers.Remove(shown);
            _layers.Add(next);
        }
        else if (next.Kind == SourceKind.Microphone)
        {
            next.TakeVoice(shown);
            _speakers.Replace(shown, next);
            Mesh.Silence(shown);
        }

        while (shown.Viewers.Count > 0)
        {
            shown.Viewers[^1].GoOver(next, nowUs);
        }

        var sound = _screenSounds.FindIndex(other => ReferenceEquals(other.Source, shown));
        if (sound >= 0)
        {
            _screenSounds[sound] = new Wanted(next, 0);
        }

        if (next.Kind == SourceKind.Microphone)
        {
            PlaceSpeech(nowUs);
        }

        // What was asked for of the one before is asked for no more.
        shown.Owner.NoteDemand(shown);
    }
}
