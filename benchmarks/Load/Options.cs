using System.Globalization;

namespace Bench.Load;

/// <summary>What to measure, from the command line.</summary>
/// <param name="Scenarios">Names; empty: all.</param>
/// <param name="Receivers">Receivers of a broadcast.</param>
/// <param name="Rate">Packets a second of its sender, for readings at a fixed rate.</param>
/// <param name="Seconds">How long one reading lasts.</param>
/// <param name="Quick">Shorter readings, fewer of them.</param>
/// <param name="Floor">The built C program of comparison.</param>
/// <param name="Parley">The whole program, for the storm of joins.</param>
/// <param name="Results">File to write; empty: none.</param>
internal sealed record Options(
    IReadOnlyList<string> Scenarios, int Receivers, int Rate, int Seconds, bool Quick, string Floor, string Parley, string Results)
{
    /// <summary>Reads <c>[NAME...] --receivers N --rate N --seconds N --quick --floor FILE --parley FILE --results FILE</c>.</summary>
    public static Options Read(IReadOnlyList<string> arguments)
    {
        var names = new List<string>();
        var options = new Options(names, 50, 2_000, 5, Quick: false, "", "", "");
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith('-'))
            {
                names.Add(arguments[i]);
                continue;
            }

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
                "--floor" => options with { Floor = value },
                "--parley" => options with { Parley = value },
                "--results" => options with { Results = value },
                var other => throw new ArgumentException($"There is no option {other}."),
            };
        }

        return options;
    }

    private static int Number(string text, int min, int max) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new ArgumentException($"{text} is not a number from {min} to {max}.");
}
