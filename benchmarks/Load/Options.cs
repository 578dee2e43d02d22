using System.Globalization;
using Cluster.Media.Srtp;

namespace Bench.Load;

/// <summary>What to measure, from the command line.</summary>
/// <param name="Receivers">Receivers of a broadcast.</param>
/// <param name="Rate">Packets a second of its sender.</param>
/// <param name="Seconds">How long one reading lasts.</param>
/// <param name="Profile">SRTP on both sides.</param>
/// <param name="Quick">Shorter readings, fewer of them.</param>
internal sealed record Options(int Receivers, int Rate, int Seconds, SrtpProfile Profile, bool Quick)
{
    /// <summary>Reads <c>--receivers N --rate N --seconds N --profile gcm|cm --quick</c>.</summary>
    public static Options Read(IReadOnlyList<string> arguments)
    {
        var options = new Options(50, 1_000, 5, SrtpProfile.AeadAes128Gcm, Quick: false);
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--quick")
            {
                options = options with { Quick = true, Seconds = 2 };
                continue;
            }

            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} needs a value.");
            options = arguments[i++] switch
            {
                "--receivers" => options with { Receivers = Number(value, 1, 500) },
                "--rate" => options with { Rate = Number(value, 1, 100_000) },
                "--seconds" => options with { Seconds = Number(value, 1, 3_600) },
                "--profile" => options with { Profile = ProfileOf(value) },
                var other => throw new ArgumentException($"There is no option {other}."),
            };
        }

        return options;
    }

    private static SrtpProfile ProfileOf(string name) => name switch
    {
        "gcm" => SrtpProfile.AeadAes128Gcm,
        "cm" => SrtpProfile.Aes128CmHmacSha1_80,
        _ => throw new ArgumentException($"{name} is neither gcm nor cm."),
    };

    private static int Number(string text, int min, int max) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new ArgumentException($"{text} is not a number from {min} to {max}.");
}
