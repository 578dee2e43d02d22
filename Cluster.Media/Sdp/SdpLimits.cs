namespace Cluster.Media.Sdp;

/// <summary>How large an offer may be.</summary>
/// <param name="BytesMax">UTF-8 bytes of the whole description.</param>
/// <param name="MediaLinesMax">m-lines, rejected ones included.</param>
internal sealed record SdpLimits(int BytesMax, int MediaLinesMax)
{
    /// <summary>Payload types, header extensions, SSRCs and SSRC groups of one m-line, each.</summary>
    public const int EntriesPerMediaMax = 128;

    /// <summary>Simulcast layers of one m-line; layers offered beyond are not answered.</summary>
    public const int RidsMax = 4;

    /// <summary>Characters of a mid or rid: what a one-byte header extension can carry (RFC 8285 section 4.2).</summary>
    public const int IdCharsMax = 16;
}
