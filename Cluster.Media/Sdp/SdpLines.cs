namespace Cluster.Media.Sdp;

/// <summary>
/// Walks the lines of a description: a lower-case letter, "=", a value without control characters (RFC 8866
/// section 5). Lines end with CR LF or LF; the last may end with neither.
/// </summary>
internal ref struct SdpLines(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> rest = text;

    /// <summary>Lines taken so far.</summary>
    public int Number { get; private set; }

    public char Type { get; private set; }

    public ReadOnlySpan<char> Value { get; private set; }

    /// <summary>A line was met that is none.</summary>
    public bool Malformed { get; private set; }

    /// <summary>Takes the next line; false at the end or at a malformed one.</summary>
    public bool MoveNext()
    {
        if (Malformed || rest.IsEmpty)
        {
            return false;
        }

        int end = rest.IndexOf('\n');
        ReadOnlySpan<char> line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        line = line is [.. var body, '\r'] ? body : line;
        Number++;
        if (line is not [>= 'a' and <= 'z', '=', ..] || HasControl(line))
        {
            Malformed = true;
            return false;
        }

        Type = line[0];
        Value = line[2..];
        return true;
    }

    // A stray CR or NUL inside a value would end up in the answer, or in a log, as a line of its own.
    private static bool HasControl(ReadOnlySpan<char> line) => line.ContainsAnyInRange('\0', '\u001f') || line.Contains('\u007f');
}
