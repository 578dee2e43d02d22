using System.Collections.Concurrent;
using Cluster.Actors.Participants;

namespace Cluster.Actors.Ops;

/// <summary>
/// Which clients the participants have whose sockets are on this node, in words such as "Firefox on Linux". As many as there
/// are sockets of people who are in a meeting, which a node bounds. Safe for all threads.
/// </summary>
public sealed class LiveClients
{
    private readonly ConcurrentDictionary<ParticipantKey, (string Client, object Socket)> clients = new();

    /// <summary>Somebody is in a meeting through this socket; a newer socket takes the place of an older one.</summary>
    public void Put(ParticipantKey participant, string client, object socket) => clients[participant] = (client, socket);

    /// <summary>The socket is gone; nothing happens when another took its place.</summary>
    public void Remove(ParticipantKey participant, object socket)
    {
        if (clients.TryGetValue(participant, out var known) && ReferenceEquals(known.Socket, socket))
        {
            clients.TryRemove(new KeyValuePair<ParticipantKey, (string, object)>(participant, known));
        }
    }

    /// <summary>Those in a room, at most so many.</summary>
    internal IReadOnlyList<OpsClient> In(string room, int most) =>
        [.. clients.Where(one => one.Key.Room == room).Take(most).Select(one => new OpsClient(one.Key.Participant, one.Value.Client))];
}
