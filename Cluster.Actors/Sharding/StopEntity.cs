using Akka.Actor;
using Cluster.Actors.Serialization;

namespace Cluster.Actors.Sharding;

/// <summary>Ends an entity: at its own wish through <c>Passivate</c>, or because its shard moves or its node stops.</summary>
internal sealed record StopEntity : IParleyMessage, INoSerializationVerificationNeeded
{
    /// <summary>The message.</summary>
    public static readonly StopEntity Instance = new();
}
