namespace Cluster.Actors.Policy;

/// <summary>The server's policy for the edge and the command line: what holds now, and changing it on all nodes at once.</summary>
public sealed class ServerPolicyDirectory
{
    /// <summary>What this node knows to hold now.</summary>
    public ServerPolicy Current => throw new NotSupportedException();

    /// <summary>What holds, asked of the one who keeps it when this node does not know yet.</summary>
    public Task<ServerPolicy> GetAsync() => throw new NotSupportedException();

    /// <summary>Every setting with its value and where that comes from.</summary>
    public Task<IReadOnlyList<PolicySetting>> ListAsync() => throw new NotSupportedException();

    /// <summary>Changes a setting; answered once it is stored.</summary>
    public Task<PolicyReply> SetAsync(string key, string value) => throw new NotSupportedException();

    /// <summary>Back to the configuration's value.</summary>
    public Task<PolicyReply> ResetAsync(string key) => throw new NotSupportedException();
}
