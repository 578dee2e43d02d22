using System.Security.Cryptography;

namespace Cluster.Actors.Participants;

/// <summary>A participant's id: 128 random bits as 22 characters of base64url, so that nobody guesses another's.</summary>
public static class ParticipantId
{
    private const int Bytes = 16;
    private const int Chars = 22;

    /// <summary>A new id.</summary>
    public static string New() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Whether a client's text has the form of an id.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: Chars } && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
