using System.Text.RegularExpressions;

namespace Tidy;

/// <summary>Rules for documents.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_document_has_one_title_and_opens_with_it() => Findings.AssertNone(
        "A document begins with its one title.",
        from path in Repository.Files(".md")
        let text = FencedBlock().Replace(Repository.Read(path), "")
        let titles = Title().Count(text)
        where titles != 1 || !text.StartsWith("# ", StringComparison.Ordinal)
        select $"{path}: {titles} titles");

    [Fact]
    public void Every_relative_link_leads_somewhere() => Findings.AssertNone(
        "Links between documents lead to files that are there.",
        from path in Repository.Files(".md")
        from Match link in Link().Matches(FencedBlock().Replace(Repository.Read(path), ""))
        let target = link.Groups["target"].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains(':', StringComparison.Ordinal)
        let full = Path.Combine(Repository.Root, Path.GetDirectoryName(path)!, Uri.UnescapeDataString(target))
        where !Path.Exists(full)
        select $"{path}: {target}");

    [GeneratedRegex("^# ", RegexOptions.Multiline)]
    private static partial Regex Title();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencedBlock();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
