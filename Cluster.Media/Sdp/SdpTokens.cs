using System.Buffers;
using System.Globalization;

namespace Cluster.Media.Sdp;

/// <summary>Splitting and checking the words inside a line.</summary>
internal static class SdpTokens
{
    private const string Alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static readonly SearchValues<char> TokenChars = SearchValues.Create(Alphanumeric + "!#$%&'*+-.^_`{|}~");
    private static readonly SearchValues<char> RidChars = SearchValues.Create(Alphanumeric + "-_");

    /// <summary>Takes the word before the next <paramref name="separator"/> off the front; empty at the end.</summary>
    public static ReadOnlySpan<char> TakeWord(ref ReadOnlySpan<char> text, char separator = ' ')
    {
        text = text.TrimStart(separator);
        int end = text.IndexOf(separator);
        ReadOnlySpan<char> word = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[(end + 1)..];
        return word;
    }

    /// <summary>A mid: a token (RFC 5888 section 4) short enough for the mid header extension.</summary>
    public static bool IsMid(ReadOnlySpan<char> value) =>
        value.Length is > 0 and <= SdpLimits.IdCharsMax && !value.ContainsAnyExcept(TokenChars);

    /// <summary>A rid (RFC 8851 section 10) short enough for its header extension.</summary>
    public static bool IsRid(ReadOnlySpan<char> value) =>
        value.Length is > 0 and <= SdpLimits.IdCharsMax && !value.ContainsAnyExcept(RidChars);

    /// <summary>Words made of token characters and slashes: media, transports, formats.</summary>
    public static bool IsPath(ReadOnlySpan<char> value)
    {
        foreach (Range part in value.Split('/'))
        {
            if (value[part].IsEmpty || value[part].ContainsAnyExcept(TokenChars))
            {
                return false;
            }
        }

        return value.Length <= 64;
    }

    /// <summary>A decimal number without sign or blanks.</summary>
    public static bool TryNumber<T>(ReadOnlySpan<char> word, out T number)
        where T : System.Numerics.INumberBase<T> =>
        T.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number!);
}
