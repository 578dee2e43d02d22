namespace Cluster.Actors.Ops;

/// <summary>
/// The cluster as one node pictures it, put together from what each node says, and what changed of it since it was last
/// asked. Not safe for several threads at once.
/// </summary>
internal sealed class OpsPicture(Func<string, int> shardOf)
{
    private const int EventsMax = 2_000;
    private const int PlacesMax = 20_000;
    private static readonly long GoneShownMs = (long)TimeSpan.FromMinutes(10).TotalMilliseconds;
    private static readonly long MoveMs = (long)TimeSpan.FromMinutes(2).TotalMilliseconds;

    private readonly Dictionary<string, OpsNode> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpsShard> shards = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpsRoom> rooms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Node, long AtMs)> places = new(StringComparer.Ordinal);
    private readonly Queue<OpsNews> events = [];
    private readonly HashSet<string> changedNodes = [];
    private readonly HashSet<string> changedShards = [];
    private readonly HashSet<string> changedRooms = [];
    private readonly List<OpsNews> newEvents = [];

    /// <summary>The nodes, those that are gone for a short time included.</summary>
    public IReadOnlyCollection<OpsNode> Nodes => nodes.Values;

    /// <summary>The cluster knows these nodes, in these states.</summary>
    public void SetMembers(IReadOnlyList<(string Node, string State, IReadOnlyList<string> Roles)> members, long nowMs)
    {
        foreach (var (node, state, roles) in members)
        {
            var known = nodes.GetValueOrDefault(node);
            Put(known is null
                ? new OpsNode(node, state, nowMs, false, roles, "", "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
                : known.State == state ? known : known with { State = state, StateSinceMs = nowMs });
        }

        var there = members.Select(member => member.Node).ToHashSet(StringComparer.Ordinal);
        foreach (var node in nodes.Values.Where(node => !there.Contains(node.Node)).ToList())
        {
            if (node.State != "gone")
            {
                Empty(node.Node, nowMs);
                Put(node with
                {
                    State = "gone", StateSinceMs = nowMs, IsDraining = false, CpuPermille = 0, LoadPermille = 0, PacketsPerSecond = 0, BitsInPerSecond = 0,
                    BitsOutPerSecond = 0, Endpoints = 0, Bridges = 0, Meetings = 0, Participants = 0,
                });
            }
            else if (nowMs - node.StateSinceMs > GoneShownMs)
            {
                nodes.Remove(node.Node);
                changedNodes.Add(node.Node);
            }
        }
    }

    /// <summary>A node has said how it is, and what changed.</summary>
    public void Take(string node, NodeReport report, long nowMs)
    {
        if (report.Rooms.Anew)
        {
            foreach (var name in rooms.Values.Where(room => room.Node == node).Select(room => room.Name).ToList())
            {
                Leave(name, node, nowMs);
            }
        }

        foreach (var name in report.Rooms.Gone)
        {
            Leave(name, node, nowMs);
        }

        foreach (var line in report.Rooms.Values)
        {
            Take(node, line, nowMs);
        }

        if (report.Shards.Anew)
        {
            foreach (var key in shards.Where(shard => shard.Value.Node == node).Select(shard => shard.Key).ToList())
            {
                LeaveShard(key, node, nowMs);
            }
        }

        foreach (var key in report.Shards.Gone)
        {
            LeaveShard(key, node, nowMs);
        }

        foreach (var line in report.Shards.Values)
        {
            Take(node, line, nowMs);
        }

        Take(node, report.Events);
        Take(node, report.Facts);
    }

    /// <summary>Events of a node.</summary>
    public void Take(string node, IReadOnlyList<Happened> happened)
    {
        foreach (var it in happened)
        {
            Happens(new OpsNews($"{node}-{it.Number}", it.AtMs, node, it.Kind, it.Room, it.Subject, it.Details));
        }
    }

    /// <summary>All there is.</summary>
    public OpsStep Snapshot(string id, long nowMs) => new(
        id, true, nowMs, [.. nodes.Values.OrderBy(node => node.Node, StringComparer.Ordinal)], [], [.. shards.Values], [], [.. rooms.Values], [], [.. events]);

    /// <summary>What changed since the last time; null: nothing did.</summary>
    public OpsStep? Changes(string id, long nowMs)
    {
        if (changedNodes.Count + changedShards.Count + changedRooms.Count + newEvents.Count == 0)
        {
            return null;
        }

        var step = new OpsStep(
            id, false, nowMs,
            [.. changedNodes.Where(nodes.ContainsKey).Select(node => nodes[node])], [.. changedNodes.Where(node => !nodes.ContainsKey(node))],
            [.. changedShards.Where(shards.ContainsKey).Select(shard => shards[shard])], [.. changedShards.Where(shard => !shards.ContainsKey(shard))],
            [.. changedRooms.Where(rooms.ContainsKey).Select(room => rooms[room])], [.. changedRooms.Where(room => !rooms.ContainsKey(room))],
            [.. newEvents]);
        changedNodes.Clear();
        changedShards.Clear();
        changedRooms.Clear();
        newEvents.Clear();
        return step;
    }

    private void Take(string node, NodeFacts facts)
    {
        if (nodes.TryGetValue(node, out var known))
        {
            var (meetings, participants) = (0, 0);
            foreach (var room in rooms.Values.Where(room => room.Node == node))
            {
                meetings += room.Participants > 0 ? 1 : 0;
                participants += room.Participants;
            }

            Put(known with
            {
                IsDraining = facts.IsDraining, Version = facts.Version, Region = facts.Region, StartedAtMs = facts.StartedAtMs, MemoryBytes = facts.MemoryBytes,
                CpuPermille = facts.CpuPermille, LoadPermille = facts.LoadPermille, PacketsPerSecond = facts.PacketsPerSecond, BitsInPerSecond = facts.BitsInPerSecond,
                BitsOutPerSecond = facts.BitsOutPerSecond, Endpoints = facts.Endpoints, Bridges = facts.Bridges, Meetings = meetings, Participants = participants,
            });
        }
    }

    private void Take(string node, RoomLine line, long nowMs)
    {
        var (from, atMs) = Moved(line.Name, rooms.GetValueOrDefault(line.Name)?.Node, rooms.GetValueOrDefault(line.Name)?.MovedFrom, rooms.GetValueOrDefault(line.Name)?.MovedAtMs, node, nowMs);
        var room = new OpsRoom(line.Name, node, shardOf(line.Name), line.Participants, line.Waiting, line.StartedAtMs, from, atMs);
        if (from is not null && atMs == nowMs && line.Participants > 0)
        {
            Happens(new OpsNews($"{node}-m{nowMs}-{line.Name}", nowMs, node, "room-moved", line.Name, from, ""));
        }

        rooms[line.Name] = room;
        changedRooms.Add(line.Name);
    }

    private void Take(string node, ShardLine line, long nowMs)
    {
        var known = shards.GetValueOrDefault(line.Key);
        var (from, atMs) = Moved(line.Key, known?.Node, known?.MovedFrom, known?.MovedAtMs, node, nowMs);
        shards[line.Key] = new OpsShard(line.Region, line.Shard, node, line.Entities, line.SinceMs, from, atMs);
        changedShards.Add(line.Key);
    }

    // From where it was until now, or until a moment ago.
    private (string? From, long? AtMs) Moved(string key, string? place, string? movedFrom, long? movedAtMs, string node, long nowMs)
    {
        if (place is not null)
        {
            return place == node ? (movedFrom, movedAtMs) : (place, nowMs);
        }

        return places.Remove(key, out var left) && left.Node != node && nowMs - left.AtMs < MoveMs ? (left.Node, nowMs) : (null, null);
    }

    private void Leave(string name, string node, long nowMs)
    {
        if (rooms.TryGetValue(name, out var room) && room.Node == node)
        {
            rooms.Remove(name);
            changedRooms.Add(name);
            Remember(name, node, nowMs);
        }
    }

    private void LeaveShard(string key, string node, long nowMs)
    {
        if (shards.TryGetValue(key, out var shard) && shard.Node == node)
        {
            shards.Remove(key);
            changedShards.Add(key);
            Remember(key, node, nowMs);
        }
    }

    private void Empty(string node, long nowMs)
    {
        foreach (var name in rooms.Values.Where(room => room.Node == node).Select(room => room.Name).ToList())
        {
            Leave(name, node, nowMs);
        }

        foreach (var key in shards.Where(shard => shard.Value.Node == node).Select(shard => shard.Key).ToList())
        {
            LeaveShard(key, node, nowMs);
        }
    }

    private void Remember(string key, string node, long nowMs)
    {
        if (places.Count >= PlacesMax)
        {
            foreach (var old in places.Where(place => nowMs - place.Value.AtMs > MoveMs).Select(place => place.Key).ToList())
            {
                places.Remove(old);
            }
        }

        if (places.Count < PlacesMax)
        {
            places[key] = (node, nowMs);
        }
    }

    private void Happens(OpsNews it)
    {
        events.Enqueue(it);
        newEvents.Add(it);
        if (events.Count > EventsMax)
        {
            events.Dequeue();
        }
    }

    private void Put(OpsNode node)
    {
        if (!nodes.TryGetValue(node.Node, out var known) || !ReferenceEquals(known, node))
        {
            nodes[node.Node] = node;
            changedNodes.Add(node.Node);
        }
    }
}
