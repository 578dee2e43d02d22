using System.Text.Json.Serialization.Metadata;

namespace Cluster.Web.Signalling.Protocol;

/// <summary>The protocol's messages as the serializer sees them, for those who describe it in other languages.</summary>
public static class ProtocolSchema
{
    /// <summary>What a client may say.</summary>
    public static JsonTypeInfo Client => ProtocolContext.Default.ClientMessage;

    /// <summary>What the server says.</summary>
    public static JsonTypeInfo Server => ProtocolContext.Default.ServerMessage;
}
