using Cluster.Host.Configuration;
using Cluster.Host.Serving;

namespace Cluster.Host.Commands.Access;

/// <summary>
/// How the node is set up that a command looks after: by the flags typed, which are those of a start, or, where none are and a
/// node runs, by the command line that one was started with.
/// </summary>
/// <param name="Settings">As a start with them would have them.</param>
/// <param name="Source">The same before they were read, for what is only a file's name afterwards.</param>
/// <param name="Running">The node that holds the data directory; null: none does.</param>
/// <param name="Origin">Where the settings are from, in a sentence.</param>
internal sealed record NodeSetup(ParleySettings Settings, SettingsSource Source, StartOptions Options, string DataDirectory, NodeProcess? Running, string Origin)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="StartRefusedException">The settings cannot be read, as a start would say.</exception>
    public static NodeSetup Read(StartOptions options, bool asTheNode)
    {
        var source = ConfigurationLayers.Build(options);
        var settings = ParleySettings.Read(source);
        var directory = DataPlace.ForCommand(settings.Host.DataDirectory);
        var running = NodeProcess.Find(directory);
        if (asTheNode && running?.ReadOptions() is { } own)
        {
            options = own with { Data = directory };
            source = ConfigurationLayers.Build(options);
            settings = ParleySettings.Read(source);
            return new NodeSetup(settings, source, options, directory, running, $"Read as the running node was started (process {running.Id}).");
        }

        var from = options.ConfigFile is { } file ? $"Read from {file} and the flags given." : "Read from the flags given, with the defaults for the rest.";
        return new NodeSetup(settings, source, options, directory, running, from);
    }

    /// <summary>A setting as it was written.</summary>
    public string Written(string section, string key) => new SettingsReader(Source, $"parley.{section}").Text(key);
}
