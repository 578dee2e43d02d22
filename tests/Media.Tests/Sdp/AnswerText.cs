namespace Media.Tests.Sdp;

/// <summary>An answer taken apart into its lines, for assertions: the session's, then each m-line's.</summary>
internal sealed record AnswerText(string[] Session, string[][] Media)
{
    public static AnswerText Read(string sdp)
    {
        List<List<string>> sections = [[]];
        foreach (string line in sdp.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("m=", StringComparison.Ordinal))
            {
                sections.Add([]);
            }

            sections[^1].Add(line);
        }

        return new AnswerText([.. sections[0]], [.. sections.Skip(1).Select(section => section.ToArray())]);
    }
}
