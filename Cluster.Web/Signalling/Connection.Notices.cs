using Cluster.Actors.Participants;
using Cluster.Web.Signalling.Protocol;

namespace Cluster.Web.Signalling;

/// <summary>What a participant's notices do.</summary>
internal sealed partial record Connection
{
    /// <summary>The participant noticed something.</summary>
    public ConnectionStep Notice(ParticipantNotice notice, DateTimeOffset now) => (Stage, notice) switch
    {
        (ConnectionStage.Over, _) => new ConnectionStep(this),
        (_, ParticipantNotice.Answered { Ticket: { } ticket } answered) => Moved(answered, ticket),
        (not ConnectionStage.Inside, ParticipantNotice.Refused refused) when Requests.TryGetValue(refused.Request, out var asked) && asked.IsTicketed =>
            Answer(refused.Request, new ServerMessage.Refused(refused.Request, refused.Code, refused.Message)),
        (ConnectionStage.Inside, ParticipantNotice.Ended { Code: "node-stopping" }) when Held.Ticket is not null => ParticipantLost(now),
        (ConnectionStage.Returning, ParticipantNotice.Ended { Code: "node-stopping" }) => new ConnectionStep(this),
        (_, ParticipantNotice.Ended ended) => Over().Then(
            new ConnectionEffect.Reply(new ServerMessage.Ended(ended.Code, ended.Message)), new ConnectionEffect.Close(CloseReason.Ended(ended.Code))),
        (ConnectionStage.Entering or ConnectionStage.Waiting, ParticipantNotice.Joined joined) when joined.Request == Request =>
            (this with { Stage = ConnectionStage.Inside, Held = Held.With(joined) }).Then(new ConnectionEffect.Reply(Joined(joined, now))),
        (ConnectionStage.Entering or ConnectionStage.Waiting, ParticipantNotice.Refused refused) when refused.Request == Request =>
            (this with { Stage = ConnectionStage.Outside, Deadline = now + Settings.RetryTimeout }).Then(Refusal(Request, refused.Code, refused.Message)),
        (ConnectionStage.Entering, ParticipantNotice.Waiting waiting) when waiting.Request == Request =>
            (this with { Stage = ConnectionStage.Waiting }).Then(
                new ConnectionEffect.Reply(new ServerMessage.Waiting(waiting.Request, waiting.Code, waiting.Message))),
        (ConnectionStage.Inside, ParticipantNotice.Joined joined) => (this with { Held = Held.With(joined) }).Then(new ConnectionEffect.Reply(Joined(joined, now))),
        (ConnectionStage.Inside, _) => Hold(notice).Inside(notice),
        (ConnectionStage.Returning, _) => Returning(notice, now),
        _ => new ConnectionStep(this),
    };

    private Connection Hold(ParticipantNotice notice) => notice switch
    {
        ParticipantNotice.Tickets tickets => this with { Held = Held.With(tickets) },
        ParticipantNotice.Answered answered => this with { Held = Held.With(answered) },
        ParticipantNotice.Muted muted => this with { Held = Held.With(muted) },
        ParticipantNotice.Said said => this with { Held = Held with { ChatSeen = Math.Max(Held.ChatSeen, said.Line.Number) } },
        _ => this,
    };

    // The answer comes from a bridge. The participant is told where the client's media is now, if it is there to hear it.
    private ConnectionStep Moved(ParticipantNotice.Answered answered, string ticket)
    {
        if (!Requests.TryGetValue(answered.Request, out var asked))
        {
            return new ConnectionStep(this);
        }

        var moved = this with { Requests = Requests.Remove(answered.Request), Held = asked.Move is null ? Held.With(answered) : Held };
        var reply = new ConnectionEffect.Reply(new ServerMessage.Answer(answered.Request, answered.Sdp, answered.Sources, ticket));
        return Stage == ConnectionStage.Inside
            ? moved.Then(reply, new ConnectionEffect.Ask(new ParticipantCommand.UseTicket(Key, ticket, answered.Sources, asked.Move)))
            : moved.Then(reply);
    }

    private ConnectionStep Inside(ParticipantNotice notice) => notice switch
    {
        ParticipantNotice.Tickets tickets => Reply(new ServerMessage.Tickets(tickets.Bridge, tickets.Standby, tickets.ExpiresAtMs)),
        ParticipantNotice.Move move => Reply(new ServerMessage.Move(move.Number, move.Ticket, move.WithinMs)),
        ParticipantNotice.Settled => Reply(new ServerMessage.Settled()),
        ParticipantNotice.Answered answered => Answer(answered.Request, new ServerMessage.Answer(answered.Request, answered.Sdp, answered.Sources)),
        ParticipantNotice.Done done => Answer(done.Request, new ServerMessage.Done(done.Request)),
        ParticipantNotice.Refused { Request: "" } refused => Then(Refusal(null, refused.Code, refused.Message)),
        ParticipantNotice.Refused refused => Answer(refused.Request, new ServerMessage.Refused(refused.Request, refused.Code, refused.Message)),
        ParticipantNotice.Said said => Acknowledge(said).Then(new ConnectionEffect.Reply(new ServerMessage.ChatReceived(said.Line))),
        ParticipantNotice.RosterChanged roster => Reply(new ServerMessage.RosterChanged(roster.Came, roster.Changed, roster.Left)),
        ParticipantNotice.SpeakersChanged speakers => Reply(new ServerMessage.SpeakersChanged(speakers.Sources)),
        ParticipantNotice.RoomChanged room => Reply(new ServerMessage.RoomChanged(room.Room)),
        ParticipantNotice.Muted muted => Reply(new ServerMessage.Muted(muted.Device, muted.Locked, muted.Mark, muted.By)),
        ParticipantNotice.HostsChanged { Hosts: var hosts } => Reply(new ServerMessage.HostsChanged(hosts.Present, hosts.EndsAtMs)),
        ParticipantNotice.MediaState media => Reply(new ServerMessage.MediaChanged(media.Connected, media.Reason)),
        _ => new ConnectionStep(this),
    };

    private ConnectionStep Reply(ServerMessage message) => Then(new ConnectionEffect.Reply(message));

    /// <summary>An answer after the request was given up would contradict what the client was told: it is dropped.</summary>
    private ConnectionStep Answer(string id, ServerMessage message) => Requests.ContainsKey(id)
        ? (this with { Requests = Requests.Remove(id) }).Then(new ConnectionEffect.Reply(message))
        : new ConnectionStep(this);

    /// <summary>One's own line coming back is the answer to the oldest line said.</summary>
    private Connection Acknowledge(ParticipantNotice.Said said) =>
        said.Line.From == Key.Participant && Requests.Values.Where(request => request.IsChat).MinBy(request => request.Order) is { } oldest
            ? this with { Requests = Requests.Remove(oldest.Id) }
            : this;

    private ServerMessage.Joined Joined(ParticipantNotice.Joined joined, DateTimeOffset now) => new(
        ProtocolVersion.Current, joined.Request, joined.Resumed, joined.Self, joined.ResumeToken, joined.ResumeGraceMs, joined.Room,
        joined.StartedAtMs, now.ToUnixTimeMilliseconds(), joined.Participants, joined.Sources, joined.Chat, joined.Speakers,
        joined.MediaConnected, joined.AnswerSdp,
        joined.ReturnToken, joined.Mark, joined.Hosts, joined.Settling ? true : null,
        Settings.Addresses.Count > 0 ? Settings.Addresses : null);
}
