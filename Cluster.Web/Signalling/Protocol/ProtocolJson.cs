using System.Text.Json;

namespace Cluster.Web.Signalling.Protocol;

/// <summary>Turns messages into bytes and bytes into messages.</summary>
internal static class ProtocolJson
{
    /// <summary>A server's message as UTF-8.</summary>
    public static byte[] Write(ServerMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, ProtocolContext.Default.ServerMessage);

    /// <summary>
    /// Reads a client's message and checks its bounds. False with what is wrong, for the author of the client, when
    /// it is not one; what is wrong never repeats what was sent.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out ClientMessage message, out string problem)
    {
        message = null!;
        try
        {
            var read = JsonSerializer.Deserialize(utf8, ProtocolContext.Default.ClientMessage);
            if (read is null)
            {
                problem = "a message is an object with a type";
                return false;
            }

            problem = ClientMessageBounds.FindFault(read) ?? "";
            message = read;
            return problem.Length == 0;
        }
        catch (JsonException fault)
        {
            problem = fault.Path is { Length: > 1 } path && path.Length < 64
                ? $"the message cannot be read at {path}: not JSON, or a value of the wrong kind"
                : "the message cannot be read: not JSON, an unknown type, or a field is missing";
            return false;
        }
        catch (NotSupportedException)
        {
            problem = "the message has no type";
            return false;
        }
    }
}
