using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Tickets;

namespace Cluster.Actors.Rooms;

/// <content>
/// What the room vouches for while it lives, for the time when it does not: each participant has a ticket for the bridge and
/// one for the bridge that stands by, and both bridges hear at once what is said against a ticket.
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

    private IEnumerable<BridgeKey> BothBridges => bridges is not { } known ? [] : known.Standby is { } standby ? [known.Primary, standby] : [known.Primary];

    private void PrepareBridges()
    {
        var sinceMs = NowMs - (long)BridgeTicket.Lifetime.TotalMilliseconds;
        foreach (var old in words.Values.Where(word => word.AtMs < sinceMs).ToList())
        {
            words.Remove(old.Participant);
        }

        foreach (var bridge in BothBridges)
        {
            unheard.Add(bridge);
            services.Bridges.Tell(new BridgeCommand.Prepare(bridge, Epoch, [.. words.Values]), Self);
        }

        timer.Start(Alarm.Tickets, TicketsAgain);
    }

    private void RenewTickets()
    {
        if (bridges is { } known)
        {
            // One that has not answered since the last time stands by no longer.
            if (known.Standby is { } silent && unheard.Contains(silent))
            {
                nodes.Remove(silent);
                bridges = known with { Standby = null };
            }

            PrepareBridges();
            SendTickets(meeting.Members.Keys);

            // Another node may have come since.
            PlaceStandby(nodes.GetValueOrDefault(known.Primary));
        }
    }

    private void OnReady(BridgeReady it)
    {
        unheard.Remove(it.Bridge);
        if (!BothBridges.Contains(it.Bridge))
        {
            return;
        }

        var isElsewhere = nodes.GetValueOrDefault(it.Bridge) != it.Node;
        if (isElsewhere)
        {
            nodes[it.Bridge] = it.Node;
            SendTickets(meeting.Members.Keys);
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
        foreach (var bridge in BothBridges)
        {
            services.Bridges.Tell(new BridgeCommand.Restrain(bridge, Epoch, word), Self);
        }
    }

    private void SendTickets(IEnumerable<string> participants)
    {
        if (bridges is not { } known || !nodes.TryGetValue(known.Primary, out var node))
        {
            return;
        }

        var expiresAtMs = NowMs + (long)BridgeTicket.Lifetime.TotalMilliseconds;
        foreach (var participant in participants)
        {
            if (meeting.Members.TryGetValue(participant, out var member) && links.ContainsKey(participant))
            {
                var ticket = Write(member, known.Primary, node, expiresAtMs);
                TellOne(participant, new RoomReply.Tickets(
                    known.Primary,
                    services.Seal.Sign(ticket),
                    known.Standby is { } standby && nodes.TryGetValue(standby, out var other)
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
        expiresAtMs);

    // Whoever had to go to the bridge that stands by found the other one dead. All follow: a meeting is on one bridge.
    private void OnUseBridge(RoomCommand.UseBridge it)
    {
        if (meeting.Members.ContainsKey(it.Participant) && recalled.Count > 0)
        {
            RecallChat(it.Bridge);
        }

        if (bridges is { } known && it.Bridge == known.Standby && meeting.Members.ContainsKey(it.Participant))
        {
            services.Bridges.Tell(new BridgeCommand.Close(known.Primary), Self);
            bridges = new BridgePlaces(it.Bridge, null);
            nodes.Remove(known.Primary);
            PrepareBridges();
            SendTickets(meeting.Members.Keys);
            PlaceStandby(nodes.GetValueOrDefault(it.Bridge));
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
