using Akka.Actor;
using Cluster.Actors.Bridges;
using Cluster.Media;

namespace Cluster.Actors.Rooms;

/// <content>
/// The meeting's bridges. The first is placed when the first one is admitted, further ones when the others are full or elsewhere,
/// and until a place is known those who are admitted wait for their answer: the room itself waits for nothing.
/// </content>
internal sealed partial class RoomActor
{
    // Nodes come and fill up by seconds: asked more often, they answer the same.
    private const long NoBridgeLeftMs = 10_000;

    private static readonly TimeSpan RelaysAgain = TimeSpan.FromSeconds(1);

    // At most one for each place in the meeting.
    private readonly Dictionary<string, Knock> unplaced = [];
    private MeetingBridges bridges = MeetingBridges.None;
    private readonly Queue<BridgeWish> wishes = new();
    private bool placing;
    private long noBridgeLeftAtMs = -NoBridgeLeftMs;

    private void ReceiveBridges()
    {
        Receive<Placed>(OnPlaced);
        Receive<FurtherPlaced>(OnFurtherPlaced);
        Receive<StandbyPlaced>(OnStandbyPlaced);
        Receive<BridgeRelayPlace>(it => TendRelays(bridges.WithPlace(it.Bridge, it.Place, it.Instance)));
        Receive<BridgeRelayed>(it => TendRelays(it.Done
            ? bridges.Relayed(it.Bridge, it.Peer, it.Generation)
            : bridges.NotRelayed(it.Bridge, it.Peer, it.Generation)));
        Receive<RoomCommand.RelaysLost>(it => TendRelays(bridges.WithPlace(it.Bridge, null, 0)));
    }

    private void AnswerWithBridge(Knock knock)
    {
        var region = services.Placement.RegionOf(knock.Admit.Edge);
        var choice = bridges.Choose(region, settings.EndpointsPerBridge);
        if (choice.Bridge is not { } bridge)
        {
            unplaced[knock.Admit.Participant] = knock;
            PlaceBridge(knock.Admit.Edge);
        }
        else if (choice.WantsAnother && OpenBridge(new BridgeWish(knock.Admit.Edge, Region: choice.IsFull ? null : region)))
        {
            unplaced[knock.Admit.Participant] = knock;
        }
        else
        {
            bridges = bridges.Seat(knock.Admit.Participant, bridge);
            AnswerAdmitted(knock, bridge);
        }
    }

    private void PlaceBridge(string? near)
    {
        if (placing)
        {
            return;
        }

        placing = true;
        var number = meeting.Number;
        var chosen = services.Placement.PlaceAsync(name, number, near);
        if (chosen.IsCompletedSuccessfully)
        {
            OnPlaced(new Placed(number, chosen.Result));
        }
        else
        {
            chosen.PipeTo(
                Self,
                success: places => new Placed(number, places),
                failure: _ => new Placed(number, new BridgePlaces(services.Placement.Unplaced(name, number), null)));
        }
    }

    /// <summary>
    /// Places one more bridge of the meeting, on a node where it has none, with relays to all the others; <see cref="OnBridgeAdded"/>
    /// is called when it has a place, <see cref="OnNoBridge"/> when no node is left for it. False: the meeting has as many as may
    /// be, or no node was left a moment ago.
    /// </summary>
    private bool OpenBridge(BridgeWish wish)
    {
        if (bridges.IsEmpty || bridges.All.Count >= settings.BridgesPerMeetingMax || (wish.On is null && NowMs - noBridgeLeftAtMs < NoBridgeLeftMs))
        {
            return false;
        }

        if (placing)
        {
            // Whoever waits at the door is asked again when the one under way has its place.
            if ((wish.On is not null || wish.NotOn is not null) && wishes.Count < settings.BridgesPerMeetingMax)
            {
                wishes.Enqueue(wish);
            }
        }
        else
        {
            placing = true;
            var number = meeting.Number;
            var used = bridges.All.Select(it => nodes.GetValueOrDefault(it.Key)).OfType<string>().Concat(wish.NotOn ?? []).ToHashSet();
            services.Placement.PlaceFurtherAsync(name, number, wish, used, bridges.All.Select(it => it.Key.Shard).ToHashSet()).PipeTo(
                Self,
                success: key => new FurtherPlaced(number, wish, key),
                failure: _ => new FurtherPlaced(number, wish, null));
        }

        return true;
    }

    private void OnFurtherPlaced(FurtherPlaced it)
    {
        placing = false;
        if (it.Bridge is { } key && it.Meeting == meeting.Number && !meeting.IsEmpty && !bridges.IsEmpty)
        {
            bridges = bridges.Add(key, null, it.Wish.Region);
            PrepareBridges();
            TendRelays(bridges);
            SendTickets(meeting.Members.Keys);
            OnBridgeAdded(key);
        }
        else if (it.Bridge is null)
        {
            noBridgeLeftAtMs = it.Wish.On is null ? NowMs : noBridgeLeftAtMs;
            OnNoBridge(it.Wish);
        }

        AnswerUnplaced();
        while (!placing && wishes.TryDequeue(out var next))
        {
            if (!OpenBridge(next))
            {
                OnNoBridge(next);
            }
        }
    }

    /// <summary>A further bridge of the meeting has its place.</summary>
    partial void OnBridgeAdded(BridgeKey key);

    /// <summary>No node is left for a further bridge that was wanted.</summary>
    partial void OnNoBridge(BridgeWish wish);

    /// <summary>Somebody is on this bridge of the meeting from now on; the one that he was on closes if it was the last there.</summary>
    private void Seat(string participant, BridgeKey key)
    {
        var before = bridges.Of(participant);
        bridges = bridges.Seat(participant, key);
        if (before != key)
        {
            SendTickets([participant]);
            CloseIfEmpty(before);
        }
    }

    private void Unseat(string participant)
    {
        var seat = bridges.Of(participant);
        bridges = bridges.Unseat(participant);
        unplaced.Remove(participant);
        CloseIfEmpty(seat);
    }

    private void CloseIfEmpty(BridgeKey? key)
    {
        // One that a move leaves stays for a moment, for those who still look there.
        if (key is { } left && bridges.All.Count > 1 && bridges.CountOf(left) == 0 && move?.From.Contains(left) != true)
        {
            CloseBridge(left);
        }
    }

    /// <summary>One of several bridges of the meeting closes, and its relays: whoever is on it goes to another.</summary>
    private void CloseBridge(BridgeKey key)
    {
        if (bridges.Find(key) is null || bridges.All.Count == 1)
        {
            return;
        }

        var moved = bridges.Seats.Where(seat => seat.Value == key).Select(seat => seat.Key).ToList();
        bridges = bridges.Remove(key);
        nodes.Remove(key);
        unheard.Remove(key);
        SendTickets(moved);
        services.Bridges.Tell(new BridgeCommand.Close(key), Self);
        foreach (var other in bridges.All)
        {
            services.Bridges.Tell(new BridgeCommand.EndRelay(other.Key, Epoch, key), Self);
        }

        PlaceStandby();
    }

    /// <summary>Says what is owed about relays, and again until bridges have heard it.</summary>
    private void TendRelays(MeetingBridges changed)
    {
        var before = bridges.Relays;
        bridges = changed.Mesh(RelaySecret.Make);
        if (!timer.IsRunning(Alarm.Relays) || bridges.Relays.Exists(it => !before.Exists(known => known.Generation == it.Generation)))
        {
            SayRelays();
        }
    }

    private void SayRelays()
    {
        if (bridges.All.Count < 2)
        {
            return;
        }

        var owes = false;
        foreach (var bridge in bridges.All.Where(it => it.Place is null))
        {
            owes = true;
            services.Bridges.Tell(new BridgeCommand.FindRelayPlace(bridge.Key, Epoch), Self);
        }

        foreach (var owed in bridges.Owed(Epoch))
        {
            owes = true;
            services.Bridges.Tell(owed, Self);
        }

        if (owes)
        {
            timer.Start(Alarm.Relays, RelaysAgain);
        }
    }

    // For a meeting whose bridge took over, or that was put together again on the bridge it had.
    private void PlaceStandby()
    {
        if (bridges.All is [{ Standby: null, Key: var lone }])
        {
            services.Placement.PlaceStandbyAsync(lone, nodes.GetValueOrDefault(lone) ?? loneNode).PipeTo(
                Self,
                success: standby => new StandbyPlaced(lone, standby),
                failure: _ => new StandbyPlaced(lone, null));
        }
    }

    private void OnStandbyPlaced(StandbyPlaced it)
    {
        if (bridges.All is [{ Standby: null, Key: var lone }] && lone == it.Primary)
        {
            bridges = bridges.WithStandby(it.Standby);
            PrepareBridges();
        }
    }

    private void OnPlaced(Placed it)
    {
        placing = false;
        if (it.Meeting == meeting.Number && !meeting.IsEmpty)
        {
            // Somebody may have come back meanwhile with the bridge that the meeting had.
            bridges = bridges.IsEmpty ? bridges.Add(it.Places.Primary, it.Places.Standby) : bridges;
            PrepareBridges();
        }

        AnswerUnplaced();
    }

    // Where the meeting that a place was for is over, and another one has begun, those who wait have another one looked for.
    private void AnswerUnplaced()
    {
        var waited = unplaced.Values.Where(knock => meeting.Holds(knock.Admit.Participant)).ToList();
        unplaced.Clear();
        waited.ForEach(AnswerWithBridge);
    }

    private void CloseBridges()
    {
        if (!bridges.IsEmpty)
        {
            foreach (var bridge in bridges.Keys)
            {
                services.Bridges.Tell(new BridgeCommand.Close(bridge));
            }

            bridges = MeetingBridges.None;
            nodes.Clear();
            unheard.Clear();
            wishes.Clear();
            timer.Cancel(Alarm.Tickets);
            timer.Cancel(Alarm.Relays);
        }
    }

    /// <summary>The bridges of the meeting of that number have a place.</summary>
    private sealed record Placed(long Meeting, BridgePlaces Places) : INoSerializationVerificationNeeded;

    /// <summary>One more bridge of the meeting of that number has a place; null: there is none.</summary>
    private sealed record FurtherPlaced(long Meeting, BridgeWish Wish, BridgeKey? Bridge) : INoSerializationVerificationNeeded;

    /// <summary>The bridge beside this one has a place; null: there is none.</summary>
    private sealed record StandbyPlaced(BridgeKey Primary, BridgeKey? Standby) : INoSerializationVerificationNeeded;
}
