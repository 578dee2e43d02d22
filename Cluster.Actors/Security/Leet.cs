namespace Cluster.Actors.Security;

/// <summary>Reads digits and signs as the letters they are put for: <c>p4$$w0rd</c>.</summary>
internal static class Leet
{
    /// <summary>The text as it is, and as it may be meant: a one is an i to some and an l to others.</summary>
    public static IReadOnlyList<string> Spellings(string text)
    {
        string[] all = [text, string.Concat(text.Select(c => Letter(c, 'i'))), string.Concat(text.Select(c => Letter(c, 'l')))];
        return [.. all.Distinct()];
    }

    private static char Letter(char c, char one) => c switch
    {
        '0' => 'o',
        '1' or '!' or '|' => one,
        '3' or '€' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' or '+' => 't',
        '8' => 'b',
        '9' => 'g',
        _ => c,
    };
}
