using System.Net;
using Akka.Actor;
using Akka.Event;
using Cluster.Actors.Rooms;
using Cluster.Media;

namespace Cluster.Actors.Bridges;

/// <content>
/// The relays to the meeting's other bridges, as the room wants them: opened and closed at its word, which is said again until
/// it is known to be heard, and in whichever order it comes, the latest counts.
/// </content>
internal sealed partial class BridgeActor
{
    private readonly Dictionary<BridgeKey, KnownRelay> relays = [];
    private long lastRelay;
    private long instance;

    private void ReceiveRelays()
    {
        Receive<BridgeCommand.FindRelayPlace>(OnFindRelayPlace);
        Receive<BridgeCommand.Relay>(OnRelay);
        Receive<BridgeCommand.EndRelay>(OnEndRelay);
    }

    private void OnFindRelayPlace(BridgeCommand.FindRelayPlace it)
    {
        if (it.Epoch < gate.Epoch)
        {
            return;
        }

        var (from, asked) = (Sender, Open());
        if (asked is not { } open)
        {
            from.Tell(new BridgeRelayPlace(key, null, instance));
            return;
        }

        var opened = instance;
        media.FindRelayPlaceAsync(open).PipeTo(
            from,
            Self,
            success: place => new BridgeRelayPlace(key, place?.ToString(), opened),
            failure: _ => new BridgeRelayPlace(key, null, opened));
    }

    private void OnRelay(BridgeCommand.Relay it)
    {
        var isKnown = relays.TryGetValue(it.Peer, out var known);
        if (it.Epoch < gate.Epoch || (isKnown && (it.Epoch, it.Generation).CompareTo((known!.Epoch, known.Generation)) < 0))
        {
            return;
        }

        gate = gate.See(it.Epoch);
        if (Open() is not { } open || !IPEndPoint.TryParse(it.Place, out var place) || !it.Sending.IsWhole || !it.Receiving.IsWhole)
        {
            Sender.Tell(new BridgeRelayed(key, it.Peer, it.Generation, Done: false));
            return;
        }

        if (!isKnown)
        {
            known = new KnownRelay(++lastRelay);
            relays.Add(it.Peer, known);
        }

        if (known!.Epoch != it.Epoch || known.Generation != it.Generation)
        {
            (known.Epoch, known.Generation) = (it.Epoch, it.Generation);
            known.Opening++;
        }

        media.OpenRelayAsync(open, new RelayOpening(known.Number, known.Opening, place, it.Sending, it.Receiving, it.PeerLeads)).PipeTo(
            Sender,
            Self,
            success: done => new BridgeRelayed(key, it.Peer, it.Generation, done),
            failure: _ => new BridgeRelayed(key, it.Peer, it.Generation, Done: false));
    }

    private void OnEndRelay(BridgeCommand.EndRelay it)
    {
        if (it.Epoch >= gate.Epoch && relays.Remove(it.Peer, out var known) && bridge is { } open)
        {
            media.CloseRelay(open, known.Number);
            timer.Start(Alarm.Idle, services.Settings.RoomIdle);
        }
    }

    private void OnRelay(long number, bool heard)
    {
        if (relays.FirstOrDefault(entry => entry.Value.Number == number) is { Value: not null, Key: var peer })
        {
            if (heard)
            {
                Context.GetLogger().Info("Bridge {Bridge} hears bridge {Peer}", key, peer);
            }
            else
            {
                Context.GetLogger().Warning("Bridge {Bridge} hears nothing from bridge {Peer}: pictures from there stand still", key, peer);
            }
        }
    }

    // The media process has ended: another one knows of no relay, and receives at another place.
    private void LoseRelays()
    {
        if (relays.Count > 0)
        {
            relays.Clear();
            services.Rooms.Tell(new RoomCommand.RelaysLost(key.Room, key));
        }
    }

    private sealed class KnownRelay(long number)
    {
        /// <summary>The media plane's number for it.</summary>
        public long Number => number;

        public long Epoch { get; set; }

        public long Generation { get; set; }

        /// <summary>How often it was opened under other secrets.</summary>
        public long Opening { get; set; }
    }
}
