using Akka.Actor;
using Cluster.Actors.Bridges;

namespace Cluster.Actors.Rooms;

/// <content>
/// The meeting's bridge. It is placed when the first one is admitted, and until its place is known those who are
/// admitted wait for their answer: the room itself waits for nothing.
/// </content>
internal sealed partial class RoomActor
{
    // At most one for each place in the meeting.
    private readonly Dictionary<string, Knock> unplaced = [];
    private BridgePlaces? bridges;
    private bool placing;

    private void ReceiveBridges()
    {
        Receive<Placed>(OnPlaced);
        Receive<StandbyPlaced>(OnStandbyPlaced);
    }

    private void AnswerWithBridge(Knock knock)
    {
        if (bridges is { } known)
        {
            AnswerAdmitted(knock, known.Primary);
        }
        else
        {
            unplaced[knock.Admit.Participant] = knock;
            PlaceBridge(knock.Admit.Edge);
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

    // For a meeting whose bridge took over, or that was put together again on the bridge it had.
    private void PlaceStandby(string? node)
    {
        if (bridges is { Standby: null } lone)
        {
            services.Placement.PlaceStandbyAsync(lone.Primary, node).PipeTo(
                Self,
                success: standby => new StandbyPlaced(lone.Primary, standby),
                failure: _ => new StandbyPlaced(lone.Primary, null));
        }
    }

    private void OnStandbyPlaced(StandbyPlaced it)
    {
        if (bridges is { Standby: null } lone && lone.Primary == it.Primary)
        {
            bridges = lone with { Standby = it.Standby };
            PrepareBridges();
        }
    }

    private void OnPlaced(Placed it)
    {
        placing = false;
        if (it.Meeting == meeting.Number && !meeting.IsEmpty)
        {
            // Somebody may have come back meanwhile with the bridge that the meeting had.
            var known = bridges ??= it.Places;
            PrepareBridges();
            foreach (var knock in unplaced.Values.Where(knock => meeting.Holds(knock.Admit.Participant)))
            {
                AnswerAdmitted(knock, known.Primary);
            }

            unplaced.Clear();
        }
        else if (unplaced.Values.FirstOrDefault(knock => meeting.Holds(knock.Admit.Participant)) is { } later)
        {
            // The meeting that it was for is over, and another one has begun.
            PlaceBridge(later.Admit.Edge);
        }
        else
        {
            unplaced.Clear();
        }
    }

    private void CloseBridge()
    {
        if (bridges is { } open)
        {
            services.Bridges.Tell(new BridgeCommand.Close(open.Primary));
            if (open.Standby is { } standby)
            {
                services.Bridges.Tell(new BridgeCommand.Close(standby));
            }

            bridges = null;
            nodes.Clear();
            unheard.Clear();
            timer.Cancel(Alarm.Tickets);
        }
    }

    /// <summary>The bridges of the meeting of that number have a place.</summary>
    private sealed record Placed(long Meeting, BridgePlaces Places) : INoSerializationVerificationNeeded;

    /// <summary>The bridge beside this one has a place; null: there is none.</summary>
    private sealed record StandbyPlaced(BridgeKey Primary, BridgeKey? Standby) : INoSerializationVerificationNeeded;
}
