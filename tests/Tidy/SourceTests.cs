using System.Text.RegularExpressions;

namespace Tidy;

/// <summary>Rules for source files: each opens by saying its one idea.</summary>
public sealed partial class SourceTests
{
    [Fact]
    public void Every_C_sharp_file_says_what_its_type_is_for() => Findings.AssertNone(
        "The first type of a file has a summary (or a comment opens the file).",
        from path in Repository.Files(".cs")
        where !path.EndsWith("Tests.cs", StringComparison.Ordinal)
        let text = Repository.Read(path)
        where FirstType().Match(text) is { Success: true } type && !OpensWithWords(text[..type.Index])
        select path);

    [Fact]
    public void Every_script_opens_with_a_sentence() => Findings.AssertNone(
        "The first line of a script says what it is for.",
        from path in Repository.Files(".ts", ".tsx", ".mjs")
        where !NamesItself().IsMatch(path) && !OpeningComment().IsMatch(Repository.Read(path))
        select path);

    [Fact]
    public void The_control_plane_and_the_edge_stay_out_of_the_media_plane() => Findings.AssertNone(
        "Cluster.Media knows packets, not people: no Akka, no ASP.NET, no database.",
        Findings.Lines(
            Repository.Files(".cs", ".csproj").Where(path => path.StartsWith("Cluster.Media/", StringComparison.Ordinal)),
            OtherPlane()));

    [Fact]
    public void Nothing_on_the_packet_path_takes_a_lock() => Findings.AssertNone(
        "What handles packets belongs to one worker: no lock, no Monitor, no Interlocked, nothing concurrent.",
        Findings.Lines(
            Repository.Files(".cs").Where(path => PacketPath().IsMatch(path)),
            Shared()));

    private static bool OpensWithWords(string head) =>
        head.Contains("/// <summary>", StringComparison.Ordinal) || head.Contains("// ", StringComparison.Ordinal);

    [GeneratedRegex(@"^[ \t]*(?:\[[^\n]*\]\s*)*(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|ref|unsafe)\s+)*(?:class|record|struct|interface|enum|delegate)\s+\w", RegexOptions.Multiline)]
    private static partial Regex FirstType();

    /// <summary>Files whose name says what they are: tests, tools' settings, declarations.</summary>
    [GeneratedRegex(@"\.(test|config|d)\.ts$")]
    private static partial Regex NamesItself();

    [GeneratedRegex(@"\A(?:#![^\n]*\n)?(?:///? |/\*\*? ?)")]
    private static partial Regex OpeningComment();

    [GeneratedRegex("^Cluster.Media/(Forwarding|Rtp|Rtcp|Srtp|Codecs|Congestion)/")]
    private static partial Regex PacketPath();

    [GeneratedRegex(@"\block ?\(|\bMonitor\.|\bInterlocked\.|\bConcurrent[A-Z]|\bSemaphore|\bSpinLock|\bnew Lock\(|\[ThreadStatic\]")]
    private static partial Regex Shared();

    [GeneratedRegex(@"using Akka|Microsoft\.AspNetCore|LinqToDB|Microsoft\.Data\.Sqlite|""Akka")]
    private static partial Regex OtherPlane();
}
