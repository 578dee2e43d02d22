using System.Collections.Immutable;
using Cluster.Media;

namespace Cluster.Actors.Bridges;

/// <summary>
/// Which bridges a meeting has, who is on which, and which relays lie between them: between every two, one. Pure; the room acts
/// on it.
/// </summary>
internal sealed record MeetingBridges
{
    /// <summary>A meeting without a bridge.</summary>
    public static readonly MeetingBridges None = new();

    private long LastNumber { get; init; }

    private long LastGeneration { get; init; }

    /// <summary>The bridges, the one that leads first: its word on who speaks counts.</summary>
    public ImmutableList<MeetingBridge> All { get; private init; } = [];

    /// <summary>The relays.</summary>
    public ImmutableList<MeetingRelay> Relays { get; private init; } = [];

    /// <summary>Who is on which bridge, those with a promised place included.</summary>
    public ImmutableDictionary<string, BridgeKey> Seats { get; private init; } = ImmutableDictionary<string, BridgeKey>.Empty;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => All.IsEmpty;

    /// <summary>The bridge that leads; null: there is none.</summary>
    public BridgeKey? First => All.IsEmpty ? null : All[0].Key;

    /// <summary>All of them, and one that stands by for the only one.</summary>
    public IEnumerable<BridgeKey> Keys => All.SelectMany(it => it.Standby is { } standby ? new[] { it.Key, standby } : [it.Key]);

    /// <summary>The bridge of that key; null: not of this meeting, or one that only stands by.</summary>
    public MeetingBridge? Find(BridgeKey key) => All.Find(it => it.Key == key);

    /// <summary>The bridge that somebody is on, or would be; null: there is none.</summary>
    public BridgeKey? Of(string participant) => Seats.TryGetValue(participant, out var seat) ? seat : First;

    /// <summary>
    /// The bridge that somebody goes to when his own is lost: the one that stands by, or another of the meeting's, where relays to
    /// the rest are open already. The meeting's other bridges share them out by <paramref name="order"/>. Null: there is none.
    /// </summary>
    public BridgeKey? StandbyOf(string participant, long order)
    {
        var own = Of(participant);
        if (All.Count < 2)
        {
            return All.IsEmpty ? null : All[0].Standby;
        }

        var others = All.FindAll(it => it.Key != own && !it.Suspect);
        return others.IsEmpty ? null : others[(int)(order % others.Count)].Key;
    }

    /// <summary>How many are on a bridge.</summary>
    public int CountOf(BridgeKey key) => Seats.Values.Count(seat => seat == key);

    /// <summary>
    /// Where somebody goes: to a bridge of his region with room, else to any with room, the fullest first, so that a meeting uses
    /// no more nodes than it needs; else to the emptiest.
    /// </summary>
    /// <param name="region">Where he is; null: not said.</param>
    /// <param name="places">On one bridge, before another one opens.</param>
    public SeatChoice Choose(string? region, int places)
    {
        var sound = All.FindAll(it => !it.Suspect);
        if ((sound.IsEmpty ? All : sound) is not { IsEmpty: false } candidates)
        {
            return new SeatChoice(null, true, IsFull: true);
        }

        var counted = candidates.ConvertAll(it => (Bridge: it, Count: CountOf(it.Key)));
        var open = counted.FindAll(it => it.Count < places);
        // A bridge that has not said where it stands was placed near those who came.
        var near = open.FindAll(it => region is null || it.Bridge.Region is null || it.Bridge.Region == region);
        return !near.IsEmpty ? new SeatChoice(near.MaxBy(it => it.Count).Bridge.Key, false)
            : !open.IsEmpty ? new SeatChoice(open.MaxBy(it => it.Count).Bridge.Key, true)
            : new SeatChoice(counted.MinBy(it => it.Count).Bridge.Key, true, IsFull: true);
    }

    /// <summary>One more bridge. With a second one nothing stands by any more: the bridges do for each other.</summary>
    public MeetingBridges Add(BridgeKey key, BridgeKey? standby = null, string? region = null) => Find(key) is not null ? this : this with
    {
        LastNumber = LastNumber + 1,
        All = All.IsEmpty
            ? [new MeetingBridge(1 + LastNumber, key, standby == key ? null : standby, region)]
            : All.ConvertAll(it => it with { Standby = null }).Add(new MeetingBridge(1 + LastNumber, key, null, region)),
    };

    /// <summary>A bridge is the meeting's no longer: who is on it goes to the others, the emptiest first, and its relays are none.</summary>
    public MeetingBridges Remove(BridgeKey key)
    {
        var left = this with { All = All.RemoveAll(it => it.Key == key), Relays = Relays.RemoveAll(it => it.Touches(key)) };
        foreach (var (participant, _) in Seats.Where(seat => seat.Value == key))
        {
            left = left with
            {
                Seats = left.All.IsEmpty
                    ? left.Seats.Remove(participant)
                    : left.Seats.SetItem(participant, left.All.MinBy(it => left.CountOf(it.Key))!.Key),
            };
        }

        return left;
    }

    /// <summary>The one that stood by for the only bridge takes its place, with all who were on it.</summary>
    public MeetingBridges TakeOver(BridgeKey standby) => All is not [{ Standby: { } known } only] || known != standby ? this : this with
    {
        LastNumber = LastNumber + 1,
        All = [new MeetingBridge(LastNumber + 1, standby)],
        Relays = [],
        Seats = Seats.ToImmutableDictionary(seat => seat.Key, seat => seat.Value == only.Key ? standby : seat.Value),
    };

    /// <summary>What stands by for the only bridge; null: nothing.</summary>
    public MeetingBridges WithStandby(BridgeKey? standby) =>
        All is [var only] && standby != only.Key ? this with { All = [only with { Standby = standby }] } : this;

    /// <summary>Somebody is on this bridge from now on; nothing changes when it is none of the meeting's.</summary>
    public MeetingBridges Seat(string participant, BridgeKey key) => Find(key) is null ? this : this with { Seats = Seats.SetItem(participant, key) };

    /// <summary>Somebody has left.</summary>
    public MeetingBridges Unseat(string participant) => this with { Seats = Seats.Remove(participant) };

    /// <summary>Where a bridge's node stands.</summary>
    public MeetingBridges WithRegion(BridgeKey key, string? region) => Change(key, it => it with { Region = region });

    /// <summary>Nobody new goes to this bridge, or again.</summary>
    public MeetingBridges WithSuspect(BridgeKey key, bool suspect) => Change(key, it => it with { Suspect = suspect });

    /// <summary>Where other nodes reach a bridge; another place or another opening of it makes its relays anew.</summary>
    /// <param name="place">Null: nowhere, for now.</param>
    public MeetingBridges WithPlace(BridgeKey key, string? place, long instance) =>
        Find(key) is not { } known || (known.Place == place && known.Instance == instance) ? this
        : Change(key, it => it with { Place = place, Instance = instance }) with { Relays = Relays.RemoveAll(it => it.Touches(key)) };

    /// <summary>Plans a relay between every two bridges that have a place, where none is planned.</summary>
    /// <param name="secret">Makes a direction's secret.</param>
    public MeetingBridges Mesh(Func<RelaySecret> secret)
    {
        var meshed = this;
        for (var i = 0; i < All.Count; i++)
        {
            for (var j = i + 1; j < All.Count; j++)
            {
                var (first, second) = (All[i], All[j]);
                if (first.Place is not null && second.Place is not null && !meshed.Relays.Exists(it => it.Touches(first.Key) && it.Touches(second.Key)))
                {
                    var generation = meshed.LastGeneration + 1;
                    meshed = meshed with
                    {
                        LastGeneration = generation,
                        Relays = meshed.Relays.Add(new MeetingRelay(first.Key, second.Key, generation, secret(), secret())),
                    };
                }
            }
        }

        return meshed;
    }

    /// <summary>A bridge has its end of a relay as it was told; what is not of the last generation is no news.</summary>
    public MeetingBridges Relayed(BridgeKey bridge, BridgeKey peer, long generation) => this with
    {
        Relays = Relays.ConvertAll(it => it.Generation != generation || !it.Touches(bridge) || !it.Touches(peer) ? it
            : it.First == bridge ? it with { FirstHasIt = true } : it with { SecondHasIt = true }),
    };

    /// <summary>A bridge cannot open its end of a relay as it was told: it is planned anew.</summary>
    public MeetingBridges NotRelayed(BridgeKey bridge, BridgeKey peer, long generation) => this with
    {
        Relays = Relays.RemoveAll(it => it.Generation == generation && it.Touches(bridge) && it.Touches(peer)),
    };

    /// <summary>What bridges have to be told, or told again, about their relays.</summary>
    public IEnumerable<BridgeCommand.Relay> Owed(long epoch)
    {
        foreach (var it in Relays)
        {
            if (!it.FirstHasIt)
            {
                yield return new BridgeCommand.Relay(
                    it.First, epoch, it.Generation, it.Second, Find(it.Second)!.Place!, it.ToSecond, it.ToFirst, PeerLeads: false);
            }

            if (!it.SecondHasIt)
            {
                yield return new BridgeCommand.Relay(
                    it.Second, epoch, it.Generation, it.First, Find(it.First)!.Place!, it.ToFirst, it.ToSecond, PeerLeads: true);
            }
        }
    }

    private MeetingBridges Change(BridgeKey key, Func<MeetingBridge, MeetingBridge> change) =>
        this with { All = All.ConvertAll(it => it.Key == key ? change(it) : it) };
}
