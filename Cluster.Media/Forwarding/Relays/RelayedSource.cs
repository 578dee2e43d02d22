using Cluster.Media.Rtp;
using Cluster.Media.Sdp;
using System.Text;

namespace Cluster.Media.Forwarding.Relays;

/// <summary>A source of another part as this part knows it, and what this part wants of it.</summary>
internal sealed class RelayedSource : ISourceOwner
{
    private const int AudioClockHz = 48_000;
    private const int VideoClockHz = 90_000;

    private readonly RelayIn _relay;

    /// <summary>The source that <paramref name="entry"/> describes.</summary>
    public RelayedSource(RelayIn relay, in SourceEntry entry, CacheLimits cache)
    {
        _relay = relay;
        var audio = entry.Kind is SourceKind.Microphone or SourceKind.ScreenSound;
        var rids = new List<string>();
        for (var i = 0; i < entry.Layers; i++)
        {
            _ = entry.Layer(i, out var rid);
            rids.Add(Encoding.ASCII.GetString(rid));
        }

        var media = new NegotiatedMedia(
            string.Empty, audio, MediaRole.Source, 0, null, audio ? AudioClockHz : VideoClockHz, RelayFrame.Extensions, rids, [],
            new Dictionary<uint, uint>(), 0, 0);
        Source = new Source(this, new SourceBinding(string.Empty, entry.Kind, entry.Number, entry.Muted), media, cache);
    }

    /// <summary>The source.</summary>
    public Source Source { get; }

    /// <summary>Whether it comes from another part of the bridge or from another node.</summary>
    public RelayReach Reach => _relay.Reach;

    /// <summary>The layers that were asked for, as bits by their position.</summary>
    public uint Wanted { get; private set; }

    /// <summary>Whether the other part has to be told what is wanted.</summary>
    public bool IsChanged { get; set; }

    /// <summary>The last round that named it.</summary>
    public ushort Round { get; set; }

    /// <inheritdoc/>
    public void NoteDemand(Source source)
    {
        if (!IsChanged)
        {
            IsChanged = true;
            _relay.Changed.Add(this);
        }
    }

    /// <summary>Looks at what is wanted now. A layer that is wanted anew begins anew: what passed meanwhile is no loss.</summary>
    public void Look()
    {
        var wanted = 0u;
        foreach (var layer in Source.Layers)
        {
            // Of one that is to replace another, what is wanted of that.
            if (Source.Replaces is { } shown ? layer.Index < shown.Layers.Length && IsWanted(shown, shown.Layers[layer.Index]) : IsWanted(Source, layer))
            {
                wanted |= 1u << layer.Index;
                if ((Wanted & (1u << layer.Index)) == 0)
                {
                    layer.Log.Restart();
                }
            }
        }

        Wanted = wanted;
    }

    /// <summary>Takes over what the other part says: true when its layers are others than before.</summary>
    public bool Apply(in SourceEntry entry, long nowUs)
    {
        var changed = false;
        for (var i = 0; i < Source.Layers.Length; i++)
        {
            var (live, height) = entry.Layer(i, out _);
            changed |= Source.Layers[i].NoteRelayed(live, height, nowUs);
        }

        return changed;
    }

    /// <summary>Gives back what was kept of layers nobody wants any more.</summary>
    public void Rest()
    {
        foreach (var layer in Source.Layers)
        {
            if ((Wanted & (1u << layer.Index)) == 0)
            {
                layer.Rest();
            }
        }
    }

    private static bool IsWanted(Source source, Layer layer) =>
        source.IsVideo ? layer.IsWanted : source.Kind == SourceKind.ScreenSound && (source.Viewers.Count > 0 || layer.Showing > 0);
}
