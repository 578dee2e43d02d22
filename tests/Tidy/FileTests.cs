using System.Text.RegularExpressions;

namespace Tidy;

/// <summary>Rules for every file of the repository.</summary>
public sealed partial class FileTests
{
    private const int LinesMax = 400;

    private static readonly string[] Sources = [".cs", ".ts", ".tsx", ".css", ".mjs"];

    [Fact]
    public void No_source_file_is_longer_than_one_idea_needs() => Findings.AssertNone(
        $"A file has at most {LinesMax} lines.",
        from path in Repository.Files(Sources)
        let lines = Repository.ReadLines(path).Length
        where lines > LinesMax
        select $"{path}: {lines} lines");

    [Fact]
    public void Nothing_is_left_to_be_done() => Findings.AssertNone(
        "What is not done is an issue, not a mark in the code.",
        Findings.Lines(Repository.Files([.. Sources, ".json", ".props", ".csproj", ".conf"]).Where(IsNotARule), UnfinishedMark()));

    [Fact]
    public void Tests_neither_sleep_nor_are_skipped() => Findings.AssertNone(
        "A test waits for what it wants, and runs.",
        Findings.Lines(
            Repository.Files([".cs", ".ts", ".tsx", ".mjs"]).Where(IsTest).Where(IsNotARule),
            SleepOrSkip()));

    [Fact]
    public void Nothing_names_a_machine() => Findings.AssertNone(
        "Paths and hosts of one machine have no place in the repository.",
        Findings.Lines(Repository.Files().Where(IsText).Where(IsNotARule), MachinePath()));

    [Fact]
    public void Lock_files_name_no_registry() => Findings.AssertNone(
        "Lock files are made with omit-lockfile-registry-resolved=true.",
        Findings.Lines(Repository.Files("package-lock.json"), ResolvedHost()));

    [Fact]
    public void Dependencies_of_the_client_are_pinned() => Findings.AssertNone(
        "package.json names exact versions.",
        Findings.Lines(Repository.Files("package.json"), LooseVersion()));

    private static bool IsTest(string path) =>
        path.StartsWith("tests/", StringComparison.Ordinal) || path.Contains(".test.", StringComparison.Ordinal);

    private static bool IsNotARule(string path) => !path.StartsWith("tests/Tidy/", StringComparison.Ordinal);

    private static bool IsText(string path) =>
        Path.GetExtension(path) is not (".png" or ".jpg" or ".ico" or ".woff2" or ".db" or ".bin" or ".webp");

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex UnfinishedMark();

    [GeneratedRegex(@"Thread\.Sleep|waitForTimeout|\bSkip\s*=|\b(test|it|describe)\.(skip|todo|only)\b")]
    private static partial Regex SleepOrSkip();

    [GeneratedRegex(@"/(work|root)/[A-Za-z.]|/home/\w+/")]
    private static partial Regex MachinePath();

    [GeneratedRegex("""
        "resolved":\s*"https?:
        """)]
    private static partial Regex ResolvedHost();

    [GeneratedRegex("""
        ":\s*"[\^~*]
        """)]
    private static partial Regex LooseVersion();
}
