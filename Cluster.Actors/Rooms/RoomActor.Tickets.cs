using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Tickets;

namespace Cluster.Actors.Rooms;

/// <content>
/// What the room vouches for while it lives, for the time when it does not: each participant has a ticket for its bridge and
/// one for a bridge on another node, and all bridges hear at once what is said against a ticket.
/// </content>
internal sealed partial class RoomActor
{
    private static readonly TimeSpan TicketsAgain = BridgeTicket.Lifetime / 4;

    private readonly Dictionary<BridgeKey, string> nodes = [];
    private readonly Dictionary<string, Restraint> words = [];
    private readonly HashSet<BridgeKey> unheard = [];
    private long epoch;
    private long formerEpoch;
    private long serial;

    private void ReceiveTickets()
    {
        Receive<BridgeReady>(OnReady);
        Receive<RoomCommand.UseBridge>(OnUseBridge);
    }

    // A meeting's epoch is above all that the record knows of, and above what was never stored, by the clock.
    private long Epoch => epoch != 0 ? epoch : epoch = Math.Max(Math.Max(record?.LastEpoch ?? 0, formerEpoch) + 1, NowMs);

    private IEnumerable<BridgeKey> AllBridges => bridges.Keys;

    private void PrepareBridges()
    {
        var sinceMs = NowMs - (long)BridgeTicket.Lifetime.TotalMilliseconds;
        foreach (var old in words.Values.Where(word => word.AtMs < sinceMs).ToList())
        {
            words.Remove(old.Participant);
        }

        foreach (var bridge in AllBridges)
        {
            unheard.Add(bridge);
            services.Bridges.Tell(new BridgeCommand.Prepare(bridge, Epoch, [.. words.Values]), Self);
        }

        timer.Start(Alarm.Tickets, TicketsAgain);
    }

    private void RenewTickets()
    {
        if (bridges.IsEmpty)
        {
            return;
        }

        // One that has not answered since the last time stands by no longer, or carries nobody any more.
        if (bridges.All is [{ Standby: { } silent }] && unheard.Contains(silent))
        {
            nodes.Remove(silent);
            bridges = bridges.WithStandby(null);
        }

        foreach (var dead in bridges.All.FindAll(it => unheard.Contains(it.Key)))
        {
            CloseBridge(dead.Key);
        }

        PrepareBridges();
        SendTickets(meeting.Members.Keys);
        if (bridges.All.Count > 1)
        {
            // One that was begun anew on its node has lost its relays.
            foreach (var bridge in bridges.All)
            {
                services.Bridges.Tell(new BridgeCommand.FindRelayPlace(bridge.Key, Epoch), Self);
            }
        }

        // Another node may have come since.
        PlaceStandby();
    }

    private void OnReady(BridgeReady it)
    {
        unheard.Remove(it.Bridge);
        if (!AllBridges.Contains(it.Bridge))
        {
            return;
        }

        bridges = bridges.WithSuspect(it.Bridge, suspect: false).WithRegion(it.Bridge, services.Placement.RegionOf(it.Node));
        var isElsewhere = nodes.GetValueOrDefault(it.Bridge) != it.Node;
        if (isElsewhere)
        {
            var isMoved = nodes.ContainsKey(it.Bridge);
            nodes[it.Bridge] = it.Node;
            SendTickets(meeting.Members.Keys);
            TendRelays(isMoved ? bridges.WithPlace(it.Bridge, null, 0) : bridges);
        }

        // One without a line may have begun anew on the same node.
        if (isElsewhere || it.ChatLines == 0)
        {
            KeepChat([it.Bridge], [.. meeting.Chat]);
        }
    }

    /// <summary>Says against tickets and writes anew what these events make of anybody's rights.</summary>
    private void Vouch(IReadOnlyList<MeetingEvent> events)
    {
        foreach (var happened in events)
        {
            switch (happened)
            {
                case MeetingEvent.Left { Participant: var gone }:
                    Restrain(gone, null);
                    break;
                case MeetingEvent.Replaced { Participant: var gone }:
                    Restrain(gone, null);
                    break;
                case MeetingEvent.Removed { Participant: var gone }:
                    Restrain(gone, null);
                    break;
            }
        }

        foreach (var participant in events.Select(RestrainedOf).OfType<string>().Distinct())
        {
            if (meeting.Members.TryGetValue(participant, out var member))
            {
                Restrain(participant, member.Control);
            }
        }

        SendTickets(events.SelectMany(VouchedFor).ToHashSet());
    }

    private void Restrain(string participant, DeviceControl? control)
    {
        var word = new Restraint(participant, ++serial, control is null, control, NowMs);
        words[participant] = word;
        foreach (var bridge in AllBridges)
        {
            services.Bridges.Tell(new BridgeCommand.Restrain(bridge, Epoch, word), Self);
        }
    }

    private void SendTickets(IEnumerable<string> participants)
    {
        var expiresAtMs = NowMs + (long)BridgeTicket.Lifetime.TotalMilliseconds;
        foreach (var participant in participants)
        {
            if (meeting.Members.TryGetValue(participant, out var member) && links.ContainsKey(participant)
                && bridges.Of(participant) is { } own && nodes.TryGetValue(own, out var node))
            {
                var ticket = Write(member, own, node, expiresAtMs);
                TellOne(participant, new RoomReply.Tickets(
                    own,
                    services.Seal.Sign(ticket),
                    ticket.Standby is { } standby && nodes.TryGetValue(standby, out var other)
                        ? services.Seal.Sign(ticket with { Bridge = standby, Node = other })
                        : null,
                    expiresAtMs));
            }
        }
    }

    private BridgeTicket Write(Member member, BridgeKey bridge, string node, long expiresAtMs) => new(
        name,
        meeting.StartedAtMs,
        Epoch,
        ++serial,
        member.Info.Id,
        member.FirstSource,
        member.Info.Name,
        member.Info.Role,
        member.Info.JoinedAtMs,
        member.Order,
        member.Control,
        member.ChatFrom,
        meeting.LastLine,
        member.Person.Key,
        member.Person.Return,
        links[member.Info.Id].Resume,
        member.Person.Account,
        bridge,
        node,
        expiresAtMs,
        bridges.StandbyOf(member.Info.Id, member.Order));

    // Whoever had to go to another bridge found his own dead. All follow to one that stood by for the only bridge; of several
    // each goes to where his ticket says, and nobody new to the one he left, until that has answered.
    private void OnUseBridge(RoomCommand.UseBridge it)
    {
        if (!meeting.Members.ContainsKey(it.Participant) || it.Bridge.Room != name)
        {
            return;
        }

        if (recalled.Count > 0)
        {
            RecallChat(it.Bridge);
        }

        if (bridges.All is [{ Key: var lost, Standby: { } standby }] && standby == it.Bridge)
        {
            services.Bridges.Tell(new BridgeCommand.Close(lost), Self);
            bridges = bridges.TakeOver(standby);
            nodes.Remove(lost);
            PrepareBridges();
            SendTickets(meeting.Members.Keys);
            PlaceStandby();
        }
        else if (bridges.Find(it.Bridge) is null && !bridges.IsEmpty && bridges.All.Count < settings.BridgesPerMeetingMax)
        {
            // One that this room does not know of yet, or no longer.
            bridges = bridges.Add(it.Bridge).Seat(it.Participant, it.Bridge);
            PrepareBridges();
            TendRelays(bridges);
        }
        else if (bridges.Of(it.Participant) is { } left && left != it.Bridge)
        {
            bridges = bridges.WithSuspect(left, suspect: true);
            services.Bridges.Tell(new BridgeCommand.Prepare(left, Epoch, [.. words.Values]), Self);
            Seat(it.Participant, it.Bridge);
        }
    }

    private static string? RestrainedOf(MeetingEvent happened) => happened switch
    {
        MeetingEvent.Muted it => it.Participant,
        MeetingEvent.Unlocked it => it.Participant,
        MeetingEvent.SharingChanged it => it.Participant,
        _ => null,
    };

    private IEnumerable<string> VouchedFor(MeetingEvent happened) => happened switch
    {
        MeetingEvent.Entered it => [it.Participant],
        MeetingEvent.Returned it => [it.Member.Info.Id],
        MeetingEvent.Renamed it => [it.Participant],
        MeetingEvent.HostChanged it => [it.Participant],
        MeetingEvent.RoleGiven it => meeting.Members.Values.Where(member => member.Person.Key == it.Person).Select(member => member.Info.Id),
        _ => RestrainedOf(happened) is { } restrained ? [restrained] : [],
    };
}
