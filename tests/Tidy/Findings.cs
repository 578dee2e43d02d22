using System.Text.RegularExpressions;

namespace Tidy;

/// <summary>Collects what breaks a rule and says all of it at once.</summary>
internal static class Findings
{
    /// <summary>Lines of <paramref name="files"/> that match, as <c>path:line: text</c>.</summary>
    public static IEnumerable<string> Lines(IEnumerable<string> files, Regex forbidden) =>
        from path in files
        from numbered in Repository.ReadLines(path).Select((text, index) => (Text: text, Number: index + 1))
        where forbidden.IsMatch(numbered.Text)
        select $"{path}:{numbered.Number}: {numbered.Text.Trim()}";

    /// <summary>Fails when there is any.</summary>
    public static void AssertNone(string rule, IEnumerable<string> findings)
    {
        var found = findings.ToList();
        Assert.True(found.Count == 0, $"{rule}\n  {string.Join("\n  ", found)}");
    }
}
