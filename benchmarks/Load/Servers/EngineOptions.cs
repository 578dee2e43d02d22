using System.Globalization;
using System.Net;
using Cluster.Media;

namespace Bench.Load.Servers;

/// <summary>How the engine of a measurement differs from its defaults.</summary>
/// <param name="Address">Where it is reached; loopback by default.</param>
/// <param name="Workers">Threads that forward.</param>
/// <param name="Segmentation">Whether runs of datagrams are given to the system as one.</param>
internal sealed record EngineOptions(IPAddress? Address = null, int Workers = 1, bool Segmentation = true)
{
    public MediaSettings Apply(MediaSettings settings) =>
        settings with { Workers = Workers, Segmentation = Segmentation, Addresses = [Address ?? IPAddress.Loopback] };

    public string[] ToArguments() =>
        ["--workers", $"{Workers}", "--segmentation", $"{Segmentation}", "--address", $"{Address ?? IPAddress.Loopback}"];

    public static EngineOptions Read(IReadOnlyList<string> arguments)
    {
        var options = new EngineOptions();
        for (var i = 0; i + 1 < arguments.Count; i += 2)
        {
            options = arguments[i] switch
            {
                "--workers" => options with { Workers = int.Parse(arguments[i + 1], CultureInfo.InvariantCulture) },
                "--segmentation" => options with { Segmentation = bool.Parse(arguments[i + 1]) },
                "--address" => options with { Address = IPAddress.Parse(arguments[i + 1]) },
                _ => throw new ArgumentException($"There is no option {arguments[i]}."),
            };
        }

        return options;
    }
}
