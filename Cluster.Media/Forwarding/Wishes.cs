namespace Cluster.Media.Forwarding;

/// <summary>
/// Who wants which picture: a source that comes or goes touches those who asked for it, not the whole room. Its size is
/// bounded by endpoints and the length of their views.
/// </summary>
internal sealed class Wishes
{
    private readonly Dictionary<SourceNumber, HashSet<Endpoint>> _byNumber = [];

    /// <summary>The endpoints whose view names a source.</summary>
    public HashSet<Endpoint>? Of(SourceNumber number) => _byNumber.GetValueOrDefault(number);

    /// <summary>An endpoint's view changes from one list to another.</summary>
    public void Change(Endpoint endpoint, IReadOnlyList<ViewEntry> before, IReadOnlyList<ViewEntry> after)
    {
        foreach (var entry in before)
        {
            if (_byNumber.TryGetValue(entry.Source, out var endpoints) && endpoints.Remove(endpoint) && endpoints.Count == 0)
            {
                _byNumber.Remove(entry.Source);
            }
        }

        foreach (var entry in after)
        {
            if (!_byNumber.TryGetValue(entry.Source, out var endpoints))
            {
                _byNumber.Add(entry.Source, endpoints = []);
            }

            endpoints.Add(endpoint);
        }
    }
}
