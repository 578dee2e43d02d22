namespace Cluster.Actors.Serialization;

/// <summary>
/// Marks what crosses between entities or goes into the journal. The mark binds a type to our serializer, which then
/// insists that the type is in its closed list.
/// </summary>
public interface IParleyMessage;
