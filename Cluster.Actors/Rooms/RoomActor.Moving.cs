using Akka.Actor;
using Cluster.Actors.Bridges;
using Cluster.Actors.Draining;
using Cluster.Actors.Meetings;
using Cluster.Actors.Membership;
using Cluster.Actors.Tickets;

namespace Cluster.Actors.Rooms;

/// <content>
/// The meeting's media goes to another node without anybody noticing: 1. a further bridge opens there, with relays to the others, so that who
/// has moved and who has not see each other; 2. people are asked to go over, a few at a time, each with a limit; 3. who does not answer is
/// left to come back by its ticket, when 4. the bridges before close, a moment after the last one went. Which bridge has to go its node says again and again while it drains.
/// </content>
internal sealed partial class RoomActor
{
    // From a client's own limit to ours: its word may be on the way.
    private static readonly TimeSpan MoveMargin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MoveTakt = TimeSpan.FromMilliseconds(500);

    // Relays take a round trip or two; one that does not come up must not keep people on a node that stops.
    private const long RelayPatienceMs = 5_000;

    private BridgeMove? move;
    private RoomAnswer.Moving lastMove = new(0, 0, 0, IsOver: true);
    private long lastMoveNumber;
    private long movingSinceMs;

    // At most one for each who is in.
    private readonly HashSet<string> dropped = [];

    private void ReceiveMoving()
    {
        Receive<LeaveBridge>(OnLeaveBridge);
        Receive<RoomCommand.MoveTo>(OnMoveTo);
        Receive<RoomCommand.LookAtMove>(_ => Sender.Tell(MoveNow));
        Receive<RoomCommand.Moved>(OnMoved);
    }

    private RoomAnswer.Moving MoveNow => move is { } now ? new RoomAnswer.Moving(now.Moved, now.Dropped, now.Left, IsOver: false) : lastMove;

    private void OnLeaveBridge(LeaveBridge it)
    {
        if (!AllBridges.Contains(it.Bridge))
        {
            Sender.Tell(new BridgeLeaves(it.Bridge, IsKnown: false, 0));
            return;
        }

        Sender.Tell(new BridgeLeaves(it.Bridge, IsKnown: true, bridges.CountOf(it.Bridge)));
        if (bridges.Find(it.Bridge) is null)
        {
            ReplaceStandby(it.Bridge);
        }
        else if (move is null)
        {
            // With several bridges there is one to go to already.
            BeginMove([it.Bridge], bridges.All.Find(other => other.Key != it.Bridge && nodes.GetValueOrDefault(other.Key) is { } node && node != it.Node)?.Key, null, [it.Node]);
        }
    }

    private void OnMoveTo(RoomCommand.MoveTo it)
    {
        var there = bridges.All.Find(bridge => nodes.GetValueOrDefault(bridge.Key) == it.Node)?.Key;
        var from = bridges.All.Where(bridge => bridge.Key != there).Select(bridge => bridge.Key).ToList();
        if (bridges.IsEmpty || meeting.Members.IsEmpty)
        {
            Sender.Tell(new RoomAnswer.Refused("room-empty", "Nobody is in this room."));
        }
        else if (move is not null)
        {
            Sender.Tell(new RoomAnswer.Refused("move-underway", "This meeting is on its way already. Try again in a moment."));
        }
        else if (from.Count == 0)
        {
            Sender.Tell(new RoomAnswer.Moving(0, 0, 0, IsOver: true));
        }
        else if (BeginMove(from, there, it.Node, null))
        {
            Sender.Tell(MoveNow);
        }
        else
        {
            Sender.Tell(new RoomAnswer.Refused("node-draining", "That node takes no meeting now: it has no media, drains, or the meeting has as many bridges as may be."));
        }
    }

    // Step 1.
    private bool BeginMove(IReadOnlyList<BridgeKey> from, BridgeKey? to, string? on, IReadOnlyList<string>? notOn)
    {
        movingSinceMs = NowMs;
        lastMoveNumber = Math.Max(lastMoveNumber + 1, movingSinceMs);
        move = new BridgeMove(lastMoveNumber, [.. from]);
        if (to is { } there)
        {
            OnBridgeAdded(there);
        }
        else if (!OpenBridge(new BridgeWish(On: on, NotOn: notOn)))
        {
            move = null;
            return false;
        }

        timer.Start(Alarm.Move, MoveTakt);
        return true;
    }

    partial void OnBridgeAdded(BridgeKey key)
    {
        if (move is { To: null } waiting && !waiting.From.Contains(key))
        {
            move = waiting.Begin(key, []);
            movingSinceMs = NowMs;
        }
    }

    /// <summary>Whether those who go over find everybody there: all relays of the meeting to that bridge are open.</summary>
    private bool IsRelayed(BridgeKey to) => bridges.All.TrueForAll(other =>
        other.Key == to || bridges.Relays.Exists(relay => relay is { FirstHasIt: true, SecondHasIt: true } && relay.Touches(to) && relay.Touches(other.Key)));

    partial void OnNoBridge(BridgeWish wish)
    {
        if (move is { To: null } waiting && (wish.On is not null || wish.NotOn is not null))
        {
            EndMove(waiting);
        }
    }

    // Step 2.
    private void AdvanceMove()
    {
        if (move is not { } now)
        {
            return;
        }

        timer.Start(Alarm.Move, MoveTakt);
        if (bridges.IsEmpty || (now.To is { } gone && bridges.Find(gone) is null))
        {
            EndMove(now);
            return;
        }

        if (now.To is not { } to || !nodes.TryGetValue(to, out var node) || (!IsRelayed(to) && NowMs - movingSinceMs < RelayPatienceMs))
        {
            return;
        }

        // Who comes now goes to the new one.
        bridges = now.From.Aggregate(bridges, static (all, left) => all.WithSuspect(left, suspect: true));
        foreach (var (participant, member) in meeting.Members.Where(entry => bridges.Of(entry.Key) is { } on && now.From.Contains(on) && !dropped.Contains(entry.Key)))
        {
            // Nobody is there to be asked whose socket is lost.
            if (member.Info.Presence == Presence.Reconnecting && !now.Underway.ContainsKey(participant))
            {
                dropped.Add(participant);
            }
            else
            {
                now = now.Come(participant);
            }
        }

        var step = now.Advance(NowMs, settings.MovesAtOnce, settings.MoveTimeout + MoveMargin);
        move = step.Next;
        var expiresAtMs = NowMs + (long)BridgeTicket.Lifetime.TotalMilliseconds;
        foreach (var participant in step.Ask)
        {
            if (meeting.Members.TryGetValue(participant, out var member) && links.ContainsKey(participant))
            {
                TellOne(participant, new RoomReply.Move(
                    now.Number, to, services.Seal.Sign(Write(member, to, node, expiresAtMs)), (int)settings.MoveTimeout.TotalMilliseconds));
            }
        }

        // Step 3.
        foreach (var participant in step.Drop)
        {
            dropped.Add(participant);
            TellOne(participant, new RoomReply.MoveOver(now.Number));
        }

        if (move.IsOver(NowMs))
        {
            EndMove(move);
        }
    }

    private void OnMoved(RoomCommand.Moved it)
    {
        if (move is not { To: { } to } now || it.Number != now.Number || !now.Underway.ContainsKey(it.Participant))
        {
            return;
        }

        move = now.End(it.Participant, it.Failed is null);
        if (it.Failed is null)
        {
            Seat(it.Participant, to);
        }
        else
        {
            dropped.Add(it.Participant);
        }

        AdvanceMove();
    }

    // Step 4. Whoever is still on a bridge that closes goes by its ticket to another one.
    private void EndMove(BridgeMove now)
    {
        timer.Cancel(Alarm.Move);
        move = null;
        lastMove = new RoomAnswer.Moving(now.Moved, now.Dropped, now.Left, IsOver: true);
        if (!now.IsDone)
        {
            bridges = now.From.Aggregate(bridges, static (all, left) => all.WithSuspect(left, suspect: false));
        }
        else if (now.To is { } to && bridges.Find(to) is not null)
        {
            foreach (var participant in dropped.Where(meeting.Members.ContainsKey))
            {
                Seat(participant, to);
            }

            foreach (var left in now.From)
            {
                CloseBridge(left);
            }

            if (now.Moved + now.Dropped > 0 && nodes.TryGetValue(to, out var node))
            {
                services.Live.Witness?.MediaMoved(name, NodeWords.Of(Address.Parse(node)), now.Moved + now.Dropped);
            }
        }

        dropped.Clear();
    }

    private void GoneWhileMoving(string participant)
    {
        move = move?.Gone(participant);
        dropped.Remove(participant);
    }

    private void ReplaceStandby(BridgeKey standby)
    {
        bridges = bridges.WithStandby(null);
        nodes.Remove(standby);
        unheard.Remove(standby);
        services.Bridges.Tell(new BridgeCommand.Close(standby), Self);
        SendTickets(meeting.Members.Keys);
        PlaceStandby();
    }
}
