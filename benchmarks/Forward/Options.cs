using System.Globalization;
using Cluster.Media.Srtp;

namespace Bench.Forward;

/// <summary>What to measure.</summary>
/// <param name="Receivers">Clients that are sent to.</param>
/// <param name="PacketsPerSecond">Of the one publisher.</param>
/// <param name="PacketBytes">UDP payload of a publisher's packet.</param>
/// <param name="Seconds">How long, after warming up.</param>
/// <param name="Profile">SRTP on both sides.</param>
internal sealed record Options(int Receivers, int PacketsPerSecond, int PacketBytes, int Seconds, SrtpProfile Profile)
{
    /// <summary>Reads <c>--receivers N --rate N --bytes N --seconds N --profile gcm|cm</c>.</summary>
    public static Options Read(string[] args)
    {
        var options = new Options(40, 1_000, 1_200, 10, SrtpProfile.AeadAes128Gcm);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var value = args[i + 1];
            options = args[i] switch
            {
                "--receivers" => options with { Receivers = Number(value, 1, 200) },
                "--rate" => options with { PacketsPerSecond = Number(value, 1, 100_000) },
                "--bytes" => options with { PacketBytes = Number(value, 100, 1_400) },
                "--seconds" => options with { Seconds = Number(value, 1, 3_600) },
                "--profile" => options with
                {
                    Profile = value == "cm" ? SrtpProfile.Aes128CmHmacSha1_80 : SrtpProfile.AeadAes128Gcm,
                },
                _ => throw new ArgumentException($"There is no option {args[i]}."),
            };
        }

        return options;
    }

    private static int Number(string text, int min, int max) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new ArgumentException($"{text} is not a number from {min} to {max}.");
}
