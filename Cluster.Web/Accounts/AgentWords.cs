namespace Cluster.Web.Accounts;

/// <summary>
/// Says in words which browser a session is in, such as "Firefox on Linux". Only that is kept: the whole header would
/// tell more of a person's machine than the person needs to recognise it.
/// </summary>
internal static class AgentWords
{
    /// <summary>Most specific first: nearly every browser also names those it descends from.</summary>
    private static readonly (string Mark, string Name)[] s_browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("Vivaldi/", "Vivaldi"), ("SamsungBrowser/", "Samsung Internet"), ("FxiOS/", "Firefox"),
        ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("Chromium/", "Chromium"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
    ];

    private static readonly (string Mark, string Name)[] s_systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Macintosh", "Mac"), ("Linux", "Linux"),
    ];

    /// <summary>The words for a <c>User-Agent</c> header, whatever is in it.</summary>
    public static string Of(string? header)
    {
        var browser = Find(s_browsers, header) ?? "Unknown browser";
        return Find(s_systems, header) is { } system ? $"{browser} on {system}" : browser;
    }

    private static string? Find((string Mark, string Name)[] known, string? header) =>
        header is { Length: < 4_096 } ? Array.Find(known, one => header.Contains(one.Mark, StringComparison.Ordinal)).Name : null;
}
