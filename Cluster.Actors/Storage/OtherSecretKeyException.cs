namespace Cluster.Actors.Storage;

/// <summary>This node's key is not the one with which the nodes that share the database seal.</summary>
public sealed class OtherSecretKeyException() : InvalidOperationException("The secret key does not open what is in the database.");
