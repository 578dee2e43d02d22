using System.Runtime.Serialization;
using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;

namespace Cluster.Actors.Serialization;

/// <summary>
/// Writes our messages, events and snapshots as JSON under short manifests. What is not in <see cref="MessageCatalogue"/>
/// is neither written nor read: the name of a type never comes from outside.
/// </summary>
internal sealed class ParleySerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Ours in every journal and on every wire; never changes.</summary>
    public override int Identifier => 7207;

    /// <inheritdoc/>
    public override string Manifest(object o) => MessageCatalogue.ManifestOf(o.GetType())
        ?? throw new SerializationException($"{o.GetType()} is not in the list of messages.");

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => JsonSerializer.SerializeToUtf8Bytes(obj, TypeInfo(Manifest(obj)));

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, TypeInfo(manifest))
                ?? throw new SerializationException($"A message '{manifest}' is null.");
        }
        catch (JsonException malformed)
        {
            throw new SerializationException($"A message '{manifest}' is malformed.", malformed);
        }
    }

    private static System.Text.Json.Serialization.Metadata.JsonTypeInfo TypeInfo(string manifest) =>
        MessageCatalogue.TypeInfoOf(manifest) ?? throw new SerializationException($"No message is called '{manifest}'.");
}
