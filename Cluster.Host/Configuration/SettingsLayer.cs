using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Cluster.Host.Configuration;

/// <summary>One layer of configuration, as HOCON's parser read it, and where it came from.</summary>
/// <param name="Origin">For messages: "in /etc/parley.conf", "in --set".</param>
internal sealed record SettingsLayer(string Origin, IReadOnlyDictionary<string, HoconValue> Values)
{
    /// <summary>Reads a layer; a fault in the text is a refusal to start.</summary>
    public static SettingsLayer Parse(string origin, string hocon)
    {
        if (HoconSyntax.FindFault(hocon) is { } fault)
        {
            throw StartRefusedException.ForConfiguration($"The configuration {origin} cannot be read, {fault}: correct it and start again.");
        }

        try
        {
            var values = new Dictionary<string, HoconValue>(StringComparer.Ordinal);
            Flatten(ConfigurationFactory.ParseString(hocon).Root, "", values);
            return new SettingsLayer(origin, values);
        }
        // The parser has no exception of its own: what it meets in a file it cannot read surfaces as any of several types.
        catch (Exception cause) when (cause is not StartRefusedException)
        {
            throw StartRefusedException.ForConfiguration(
                $"The configuration {origin} cannot be read: put quotes around every text that contains ':' or '=', and use no include and no unknown ${{…}}.", cause);
        }
    }

    private static void Flatten(HoconValue value, string prefix, Dictionary<string, HoconValue> into)
    {
        if (value is null || !value.IsObject())
        {
            if (prefix.Length > 0 && value is not null)
            {
                into[prefix] = value;
            }

            return;
        }

        foreach (var (name, child) in value.GetObject().Items)
        {
            Flatten(child, prefix.Length == 0 ? name : $"{prefix}.{name}", into);
        }
    }
}
