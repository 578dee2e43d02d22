namespace Cluster.Media.Forwarding;

/// <summary>
/// Chooses the layer for a slot by the height it is shown at. What the receiver's path carries will narrow this choice
/// when there is an estimate of it (Congestion/); the height stays the upper bound.
/// </summary>
internal static class LayerChoice
{
    // A picture may be shown this much larger than it is before the next layer is worth its bytes.
    private const double Enlargement = 1.35;
    private const int AssumedTopHeight = 720;

    /// <summary>The lowest live layer that is high enough, else the highest live one; null while none is live.</summary>
    public static Layer? Choose(ReadOnlySpan<Layer> layers, int wantedHeight, long nowUs)
    {
        Layer? best = null;
        foreach (var layer in layers)
        {
            if (!layer.IsLive(nowUs))
            {
                continue;
            }

            best = layer;
            if (HeightOf(layer, layers.Length) * Enlargement >= wantedHeight)
            {
                break;
            }
        }

        return best;
    }

    /// <summary>A layer's height: what its last keyframe says, before that the usual halves of 720.</summary>
    private static int HeightOf(Layer layer, int count) =>
        layer.Height > 0 ? layer.Height : AssumedTopHeight >> (count - 1 - layer.Index);
}
