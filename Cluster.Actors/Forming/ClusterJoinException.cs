namespace Cluster.Actors.Forming;

/// <summary>Why this node is in no cluster; the message is a sentence for whoever started it.</summary>
public sealed class ClusterJoinException(string sentence, Exception? cause = null) : Exception(sentence, cause);
