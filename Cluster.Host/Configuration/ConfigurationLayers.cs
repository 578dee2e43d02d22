using System.Text;

namespace Cluster.Host.Configuration;

/// <summary>Puts the layers of configuration together: reference, file, <c>--set</c>, flags; the last that sets a key wins.</summary>
internal static class ConfigurationLayers
{
    /// <summary>Bytes of a configuration file; a larger one is a mistaken path.</summary>
    private const long FileBytesMax = 1 << 20;

    /// <summary>All settings in force for these options.</summary>
    public static SettingsSource Build(StartOptions options)
    {
        List<SettingsLayer> layers = [];
        if (options.ConfigFile is { } file)
        {
            layers.Add(SettingsLayer.Parse($"in {file}", ReadFile(file)));
        }

        layers.AddRange(options.Sets.Select(ParseSet));
        layers.AddRange(Flags(options));
        return new SettingsSource(ReferenceConfiguration.Layer(), layers);
    }

    private static string ReadFile(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (Directory.Exists(path))
            {
                throw StartRefusedException.ForConfiguration($"The configuration {path} is a directory: name a file with --config.");
            }

            return !file.Exists ? throw StartRefusedException.ForConfiguration($"There is no configuration file {path}: check the path given with --config.")
                : file.Length > FileBytesMax ? throw StartRefusedException.ForConfiguration($"The file {path} is too large to be a configuration: check the path given with --config.")
                : File.ReadAllText(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw StartRefusedException.ForConfiguration($"The configuration file {path} cannot be read: check that it exists and that this user may read it.", cause);
        }
    }

    private static SettingsLayer ParseSet(string set)
    {
        var equals = set.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? "" : set[..equals].Trim();
        if (key.Length == 0 || key.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-')))
        {
            throw StartRefusedException.ForConfiguration("Each --set is a key and a value, such as --set parley.log.level=debug, so correct the one that is not.");
        }

        return Single(key, "in --set", set[(equals + 1)..].Trim());
    }

    private static IEnumerable<SettingsLayer> Flags(StartOptions options)
    {
        (string Flag, string Key, string? Value)[] flags =
        [
            ("--data", "parley.data-directory", options.Data),
            ("--urls", "parley.web.urls", Joined(options.Urls)),
            ("--tls-cert", "parley.tls.certificate-file", options.TlsCertificate),
            ("--tls-key", "parley.tls.key-file", options.TlsKey),
            ("--domain", "parley.tls.domains", Joined(options.Domains)),
            ("--tls", "parley.tls.mode", options.Tls),
            ("--acme-directory", "parley.tls.acme-directory", options.AcmeDirectory),
            ("--acme-email", "parley.tls.acme-email", options.AcmeEmail),
            ("--database", "parley.store.kind", options.Database is null ? null : "postgresql"),
            ("--database", "parley.store.url", options.Database),
            ("--cluster-host", "parley.cluster.host", options.ClusterHost),
            ("--cluster-port", "parley.cluster.port", options.ClusterPort),
            ("--seed", "parley.cluster.seeds", Joined(options.Seeds)),
            ("--roles", "parley.cluster.roles", options.Roles),
            ("--media-port", "parley.media.port", options.MediaPort),
            ("--media-address", "parley.media.addresses", Joined(options.MediaAddresses)),
        ];
        return from given in flags where given.Value is not null select Single(given.Key, $"in {given.Flag}", given.Value);
    }

    private static string? Joined(IReadOnlyList<string> values) => values.Count > 0 ? string.Join(',', values) : null;

    /// <summary>A value on the command line is text as it stands, or a list in brackets; it cannot smuggle in other keys.</summary>
    private static SettingsLayer Single(string key, string origin, string value) =>
        SettingsLayer.Parse(origin, value.StartsWith('[') ? $"{key} = {value}" : $"{key} = {Quote(value)}");

    private static string Quote(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in value)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                _ when char.IsControl(c) => " ",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
