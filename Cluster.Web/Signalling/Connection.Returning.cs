using Cluster.Actors.Participants;
using Cluster.Web.Signalling.Protocol;

namespace Cluster.Web.Signalling;

/// <summary>
/// The participant's node was lost and this one was not: the participant is asked for again until it is back, and the client
/// only notices that requests have to wait.
/// </summary>
internal sealed partial record Connection
{
    /// <summary>The participant's entity is gone without a word: its node was lost.</summary>
    public ConnectionStep ParticipantLost(DateTimeOffset now)
    {
        if (Stage is not (ConnectionStage.Waiting or ConnectionStage.Inside))
        {
            return new ConnectionStep(this);
        }

        if (Stage == ConnectionStage.Waiting || Held.Ticket is null)
        {
            return GiveUp();
        }

        var late = Requests.Values.Where(request => !request.IsTicketed).OrderBy(request => request.Order).ToArray();
        return (this with
        {
            Stage = ConnectionStage.Returning,
            Requests = Requests.RemoveRange(late.Select(request => request.Id)),
            ReturnUntil = now + Settings.ReturnPatience,
        }).AskAgain(now, [.. late.Select(request => Busy(request.Id))]);
    }

    private ConnectionStep Returning(ParticipantNotice notice, DateTimeOffset now) => notice switch
    {
        ParticipantNotice.Joined joined => (this with { Stage = ConnectionStage.Inside, Held = Held.With(joined) }).Then(new ConnectionEffect.Reply(Joined(joined, now))),
        ParticipantNotice.Refused { Code: RefusalCode.TryAgain or "storage-unavailable" } => new ConnectionStep(this),
        ParticipantNotice.Refused { Code: "removed" } refused => Over().Then(
            new ConnectionEffect.Reply(new ServerMessage.Ended(refused.Code, refused.Message)), new ConnectionEffect.Close(CloseReason.Ended(refused.Code))),
        ParticipantNotice.Refused refused when refused.Request.StartsWith(ReturnRequest, StringComparison.Ordinal) => GiveUp(),
        _ => new ConnectionStep(this),
    };

    // What is said meanwhile and not answered goes with the next try; the rest is to be said again.
    private ConnectionStep WhileReturning(ClientMessage message) => message switch
    {
        ClientMessage.SetDevices or ClientMessage.Hand or ClientMessage.View => new ConnectionStep(this),
        _ => Then(Busy(IdOf(message))),
    };

    private ConnectionStep AskAgain(DateTimeOffset now, params IReadOnlyList<ConnectionEffect> before) => now >= ReturnUntil
        ? GiveUp()
        : new ConnectionStep(
            this with { Deadline = now + Settings.ReturnInterval, Returns = Returns + 1 },
            [.. before, new ConnectionEffect.Ask(Held.Return(Key, $"{ReturnRequest}{Returns}"))]);

    private ConnectionStep GiveUp() => Over().Then(
        new ConnectionEffect.Reply(new ServerMessage.Ended("node-stopping", "The server that carried you was lost. You come back by yourself.")),
        new ConnectionEffect.Close(CloseReason.NodeStopping));

    private const string ReturnRequest = "return ";

    private static ConnectionEffect.Reply Busy(string? id) =>
        Refusal(id, RefusalCode.TryAgain, "The room is being moved. Try again in a moment.");
}
