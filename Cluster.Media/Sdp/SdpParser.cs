using System.Text;

namespace Cluster.Media.Sdp;

/// <summary>Reads a description line by line into plain data; says what it cannot read, and never throws for it.</summary>
internal static class SdpParser
{
    /// <summary>Null: <paramref name="session"/> is what the text says. Unknown lines and attributes are passed over.</summary>
    public static SdpProblem? Parse(string sdp, SdpLimits limits, out SdpSession session)
    {
        session = null!;
        if (sdp.Length > limits.BytesMax || Encoding.UTF8.GetByteCount(sdp) > limits.BytesMax)
        {
            return new(SdpProblem.TooLarge, $"The offer is longer than {limits.BytesMax} bytes.");
        }

        SdpSessionDraft draft = new();
        List<SdpMediaDraft> media = [];
        SdpLines lines = new(sdp);
        while (lines.MoveNext())
        {
            if (lines.Number == 1 && (lines.Type != 'v' || lines.Value is not "0"))
            {
                return Malformed(1);
            }

            if (lines.Type == 'm')
            {
                if (media.Count == limits.MediaLinesMax)
                {
                    return new(SdpProblem.TooManyMedia, $"The offer has more than {limits.MediaLinesMax} m-lines.");
                }

                if (!SdpMediaDraft.TryBegin(lines.Value, out SdpMediaDraft begun))
                {
                    return Malformed(lines.Number);
                }

                media.Add(begun);
            }
            else if (!(media.Count == 0 ? draft.Take(lines.Type, lines.Value) : media[^1].Take(lines.Type, lines.Value)))
            {
                return media is [.., { Overfull: true }]
                    ? new(SdpProblem.TooManyEntries, $"The m-line before line {lines.Number} has too many attributes of one kind.")
                    : Malformed(lines.Number);
            }
        }

        return lines.Malformed || lines.Number == 0 ? Malformed(lines.Number) : Finish(draft, media, out session);
    }

    private static SdpProblem? Finish(SdpSessionDraft draft, List<SdpMediaDraft> media, out SdpSession session)
    {
        session = draft.ToSession([.. media.Select(m => m.ToMedia(draft.Direction))]);
        HashSet<string> mids = [];
        foreach (SdpMedia line in session.Media)
        {
            if (line.Mid.Length > 0 && !mids.Add(line.Mid))
            {
                return new(SdpProblem.Malformed, $"Two m-lines of the offer have the mid {line.Mid}.");
            }
        }

        return session.Bundle.All(mids.Contains) && session.Bundle.Distinct().Count() == session.Bundle.Count
            ? null
            : new(SdpProblem.Malformed, "The offer's BUNDLE group names an m-line twice, or one that is not there.");
    }

    private static SdpProblem Malformed(int line) => new(SdpProblem.Malformed, $"Line {line} of the offer cannot be read.");
}
