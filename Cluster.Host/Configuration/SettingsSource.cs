using Akka.Configuration.Hocon;

namespace Cluster.Host.Configuration;

/// <summary>
/// The settings in force: the reference configuration, over it the file, over it <c>--set</c>, over it the flags.
/// Every key a layer sets must be in the reference; every key the code reads is remembered, so that a test can show
/// that the two lists are one.
/// </summary>
internal sealed class SettingsSource
{
    private readonly SettingsLayer _reference;
    private readonly IReadOnlyList<SettingsLayer> _layers;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Layers in ascending precedence; refuses a key that the reference does not have.</summary>
    public SettingsSource(SettingsLayer reference, params IReadOnlyList<SettingsLayer> layers)
    {
        _reference = reference;
        _layers = layers;
        foreach (var layer in layers)
        {
            foreach (var key in layer.Values.Keys.Where(key => !reference.Values.ContainsKey(key)))
            {
                throw StartRefusedException.ForConfiguration(Unknown(key, layer.Origin));
            }
        }
    }

    /// <summary>Keys the reference has.</summary>
    public IEnumerable<string> Known => _reference.Values.Keys;

    /// <summary>Keys that have been read.</summary>
    public IReadOnlySet<string> Read => _read;

    /// <summary>The value in force and where it was set.</summary>
    public (HoconValue Value, string Origin) Find(string key)
    {
        _read.Add(key);
        foreach (var layer in _layers.Reverse())
        {
            if (layer.Values.TryGetValue(key, out var value))
            {
                return (value, layer.Origin);
            }
        }

        return _reference.Values.TryGetValue(key, out var fallback)
            ? (fallback, _reference.Origin)
            : throw new InvalidOperationException($"The reference configuration has no {key}.");
    }

    private string Unknown(string key, string origin)
    {
        var section = Known.Any(known => known.StartsWith(key + ".", StringComparison.Ordinal));
        var hint = section ? "it is a group of settings, so name one in it"
            : NearestKey.Find(key, Known) is { } near ? $"did you mean {near}?"
            : "hocon/reference.conf lists all there are";
        return $"There is no setting {key} ({origin}): {hint}{(hint.EndsWith('?') ? "" : ".")}";
    }
}
