using System.Net;
using System.Net.Sockets;

namespace Cluster.Actors.Forming;

/// <summary>Resolves a name to addresses; none when there is no such name. A test has one of its own.</summary>
public delegate Task<IReadOnlyList<IPAddress>> NodeResolver(string name);

/// <summary>Who may be a node of this cluster: the seeds, what the DNS says, and who is at work on the database.</summary>
/// <param name="Others">Their addresses, <c>host:port</c>, in one order everywhere; never this node's.</param>
/// <param name="AtWork">Those of them that the database knows to be at work.</param>
/// <param name="IncludesThis">This node is among them, and may make the cluster.</param>
internal sealed record Contacts(IReadOnlyList<string> Others, IReadOnlySet<string> AtWork, bool IncludesThis);

/// <summary>Puts together who is to be asked.</summary>
internal sealed class ContactList(ActorsSettings settings, string own, string nodeId, NodeTable? nodes, NodeResolver resolve)
{
    /// <summary>Asks the operating system.</summary>
    public static async Task<IReadOnlyList<IPAddress>> BySystemAsync(string name)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(name).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            // It is not there, or not yet: names of services appear with their first address.
            return [];
        }
    }

    /// <summary>As they are now.</summary>
    /// <exception cref="System.Data.Common.DbException">The database does not answer.</exception>
    public async Task<Contacts> ReadAsync()
    {
        var atWork = nodes is null ? [] : await nodes.OthersAsync(nodeId).ConfigureAwait(false);
        var named = settings.SeedNodes.Concat(await ByNameAsync().ConfigureAwait(false)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var isFree = settings.SeedNodes.Count == 0 && settings.Forming.DnsName.Length == 0;
        return new Contacts(
            [.. named.Concat(atWork).Where(address => !address.Equals(own, StringComparison.OrdinalIgnoreCase)).Distinct().Order(StringComparer.Ordinal)],
            atWork.ToHashSet(),
            isFree || named.Contains(own));
    }

    private async Task<IEnumerable<string>> ByNameAsync()
    {
        var name = settings.Forming.DnsName;
        return name.Length == 0 ? [] : (await resolve(name).ConfigureAwait(false)).Select(address => new IPEndPoint(address, settings.NodePort).ToString());
    }
}
