using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Api;

/// <summary>
/// Reads a request's JSON strictly: bounded, of the right content type, and of the right kinds. What is wrong is said in
/// words for the client's author and never repeats what was sent.
/// </summary>
internal static class ApiBody
{
    /// <summary>Largest body in bytes; the longest password and name take a fraction of it.</summary>
    public const int BytesMax = 16_384;

    /// <summary>The value, or the refusal that stands for it.</summary>
    public static async Task<(T? Value, ApiAnswer? Refusal)> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        var request = context.Request;
        if (!IsJson(request.ContentType))
        {
            return (null, NotJson);
        }

        if (request.Headers.ContentEncoding.Count > 0)
        {
            return (null, new ApiAnswer.Refused(StatusCodes.Status415UnsupportedMediaType, "bad-request", "Compressed bodies are not read."));
        }

        if (request.ContentLength > BytesMax)
        {
            return (null, TooLarge);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(BytesMax + 1);
        try
        {
            var length = await request.Body.ReadAtLeastAsync(buffer.AsMemory(0, BytesMax + 1), BytesMax + 1, throwOnEndOfStream: false, context.RequestAborted)
                .ConfigureAwait(false);
            return length > BytesMax ? (null, TooLarge) : Parse(buffer.AsSpan(0, length), type);
        }
        finally
        {
            // It may hold a password.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>The only content type that is read, because no page's form can send it unasked.</summary>
    public static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
        && (type.CharSet is null || type.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>What a body of another kind gets.</summary>
    public static ApiAnswer NotJson { get; } = new ApiAnswer.Refused(
        StatusCodes.Status415UnsupportedMediaType, "bad-request", "The body must be JSON with the content type application/json, in UTF-8.");

    private static ApiAnswer TooLarge { get; } = new ApiAnswer.Refused(
        StatusCodes.Status413PayloadTooLarge, "bad-request", $"The body has more than {BytesMax} bytes.");

    private static (T?, ApiAnswer?) Parse<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, type) is { } value ? (value, null) : (null, ApiAnswer.BadRequest("The body must be a JSON object."));
        }
        catch (JsonException fault)
        {
            return (null, ApiAnswer.BadRequest(
                fault.Path is { Length: > 1 and < 64 } path
                    ? $"The body cannot be read at {path}: not JSON, or a value of the wrong kind."
                    : "The body cannot be read: not JSON, not an object, or a field is missing."));
        }
    }
}
