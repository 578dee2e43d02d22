using Akka.Cluster.Sharding;

namespace Cluster.Actors.Sharding;

/// <summary>
/// Reads from a message which entity it is for and from the entity's id which shard that is in. A message that is for
/// nobody gives null, and Akka reports it as unhandled. Akka's own messages (StartEntity and the like) never come here.
/// </summary>
/// <param name="entityOf">The entity id in a message of the region's own, or null.</param>
/// <param name="shardOf">The shard of an entity id.</param>
internal sealed class EntityExtractor(Func<object, string?> entityOf, Func<string, string> shardOf) : IMessageExtractor
{
    /// <inheritdoc/>
    public string? EntityId(object message) => message switch
    {
        RegionProbe => RegionProbe.EntityId,
        _ => entityOf(message),
    };

    /// <inheritdoc/>
    public object EntityMessage(object message) => message;

    /// <inheritdoc/>
    public string? ShardId(object message) => EntityId(message) is { } entity ? ShardId(entity, message) : null;

    /// <inheritdoc/>
    public string ShardId(string entityId, object? messageHint = null) => shardOf(entityId);
}
