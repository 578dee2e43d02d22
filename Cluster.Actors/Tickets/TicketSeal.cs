using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cluster.Actors.Serialization;

namespace Cluster.Actors.Tickets;

/// <summary>
/// Signs tickets and reads them: <c>v1.payload.code</c>, both parts in base64url, the code HMAC-SHA256 (RFC 2104) over
/// everything before it. Its key is derived from the server's secret key by HKDF (RFC 5869), so a ticket of one node counts on
/// every node that has the same.
/// </summary>
internal sealed class TicketSeal
{
    /// <summary>Characters of a ticket; what is longer is none.</summary>
    public const int CharsMax = 4_096;

    private const string Version = "v1.";
    private const int KeyBytes = 32;
    private static readonly byte[] Purpose = "parley bridge ticket v1"u8.ToArray();

    private readonly byte[] key;

    private TicketSeal(byte[] key) => this.key = key;

    /// <summary>A seal under the server's secret key; null: one that lasts as long as the process.</summary>
    public static TicketSeal Of(byte[]? secretKey) => new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secretKey ?? RandomNumberGenerator.GetBytes(KeyBytes), KeyBytes, info: Purpose));

    /// <summary>The ticket as text.</summary>
    public string Sign(BridgeTicket ticket)
    {
        var signed = Version + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(ticket, MessageJson.Default.BridgeTicket));
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>Reads a ticket that this server signed; null for anything else. Whether it still counts is not asked here. Never throws.</summary>
    public BridgeTicket? Read(string? text)
    {
        if (text is null || text.Length > CharsMax || !text.StartsWith(Version, StringComparison.Ordinal) || !Ascii.IsValid(text))
        {
            return null;
        }

        var dot = text.LastIndexOf('.');
        if (dot < Version.Length || !TryDecode(text.AsSpan(dot + 1), out var code)
            || !CryptographicOperations.FixedTimeEquals(code, HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text[..dot])))
            || !TryDecode(text.AsSpan(Version.Length, dot - Version.Length), out var payload))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(payload, MessageJson.Default.BridgeTicket);
        }
        catch (JsonException)
        {
            // Signed by another version of this program, which says more or less in a ticket.
            return null;
        }
    }

    private static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : [];
        return bytes.Length > 0;
    }
}
