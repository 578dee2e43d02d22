using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;
using Cluster.Actors.Tickets;
using Cluster.Web.Signalling.Protocol;

namespace Cluster.Web.Signalling;

/// <summary>What a client's messages do.</summary>
internal sealed partial record Connection
{
    /// <summary>The client said something.</summary>
    /// <param name="newParticipant">An id nobody has and nobody can guess, should the message be a join.</param>
    public ConnectionStep Hear(ClientMessage message, DateTimeOffset now, Func<string> newParticipant) => (Stage, message) switch
    {
        (ConnectionStage.Over or ConnectionStage.Leaving, _) => new ConnectionStep(this),
        (_, ClientMessage.Ping ping) => Then(new ConnectionEffect.Reply(new ServerMessage.Pong(ping.Number))),
        (_, ClientMessage.Offer { Tickets.Count: > 0 } offer) => Present(offer, now),
        (ConnectionStage.Returning, ClientMessage.Leave) => Over().Then(
            new ConnectionEffect.Ask(new ParticipantCommand.Leave(Key)),
            new ConnectionEffect.Reply(new ServerMessage.Ended("left", "You left the meeting.")), new ConnectionEffect.Close(CloseReason.Ended("left"))),
        (ConnectionStage.Outside, ClientMessage.Leave) => Over().Then(
            new ConnectionEffect.Reply(new ServerMessage.Ended("left", "You left.")), new ConnectionEffect.Close(CloseReason.Ended("left"))),
        (_, ClientMessage.Leave) => (this with { Stage = ConnectionStage.Leaving, Deadline = now + Settings.CloseTimeout })
            .Then(new ConnectionEffect.Ask(new ParticipantCommand.Leave(Key))),
        (ConnectionStage.Outside, ClientMessage.Join join) => Enter(join.Version, join.Id, join.Room, now, room => new ParticipantCommand.Join(
            new ParticipantKey(room, newParticipant()), join.Id, join.Name, join.Password, join.Devices, new MediaOffer(join.Sdp, join.Sources, join.Slots),
            Account, join.ReturnToken, From)),
        (ConnectionStage.Outside, ClientMessage.Resume resume) when !ParticipantId.IsValid(resume.Self) =>
            Then(Refusal(resume.Id, RefusalCode.ResumeUnknown, "This meeting does not know you any more. Join again.")),
        (ConnectionStage.Outside, ClientMessage.Resume resume) => Inquiring(resume.Ticket, Enter(resume.Version, resume.Id, resume.Room, now, room => new ParticipantCommand.Resume(
            new ParticipantKey(room, resume.Self), resume.Id, resume.ResumeToken, resume.ChatSeen, resume.Ticket, resume.Said))),
        (_, ClientMessage.Join or ClientMessage.Resume) =>
            Then(Refusal(IdOf(message), RefusalCode.AlreadyJoined, "This connection is in a meeting already, or waits for one.")),
        (ConnectionStage.Inside, _) => Note(message, now).Inside(message, now),
        (ConnectionStage.Returning, _) => Note(message, now).WhileReturning(message),
        _ => Then(Refusal(IdOf(message), RefusalCode.NotJoined, "Join a room first.")),
    };

    // What took the socket may have taken the bridge, too, before this socket could hear of it.
    private static ConnectionStep Inquiring(string? ticket, ConnectionStep entered) => ticket is null || entered.Next.Stage != ConnectionStage.Entering
        ? entered
        : new ConnectionStep(entered.Next with { Held = entered.Next.Held with { Ticket = ticket } }, [.. entered.Effects, new ConnectionEffect.Inquire(ticket)]);

    private ConnectionStep Enter(int version, string id, string roomTyped, DateTimeOffset now, Func<string, ParticipantCommand> command)
    {
        if (version != ProtocolVersion.Current)
        {
            return Over().Then(
                Refusal(id, RefusalCode.UnsupportedVersion, $"This server speaks version {ProtocolVersion.Current} of the protocol. Reload the page."),
                new ConnectionEffect.Close(CloseReason.UnsupportedVersion));
        }

        if (Attempts >= Settings.AttemptsMax)
        {
            return Over().Then(
                Refusal(id, "too-many-attempts", "Too many attempts. Reload the page to try again."),
                new ConnectionEffect.Close(CloseReason.TooManyAttempts));
        }

        var tried = this with { Attempts = Attempts + 1 };
        if (!RoomName.TryCreate(roomTyped, out var room, out var problem))
        {
            return tried.Then(Refusal(id, RefusalCode.BadRequest, problem));
        }

        var asked = command(room.Value);
        return (tried with { Stage = ConnectionStage.Entering, Key = asked.Key, Request = id, Deadline = now + Settings.RequestTimeout })
            .Then(new ConnectionEffect.Ask(asked));
    }

    private ConnectionStep Inside(ClientMessage message, DateTimeOffset now) => message switch
    {
        ClientMessage.Offer offer => Ask(offer.Id, now, new ParticipantCommand.Renegotiate(Key, offer.Id, new MediaOffer(offer.Sdp, offer.Sources, offer.Slots))),
        ClientMessage.Chat chat => Ask(chat.Id, now, new ParticipantCommand.Say(Key, chat.Id, chat.Text, chat.To), isChat: true),
        ClientMessage.Rename rename => Ask(rename.Id, now, new ParticipantCommand.Rename(Key, rename.Id, rename.Name)),
        ClientMessage.RoomSettings settings => Ask(settings.Id, now, new ParticipantCommand.ChangeRoom(Key, settings.Id, settings.Patch)),
        ClientMessage.Mute mute => Ask(mute.Id, now, new ParticipantCommand.Mute(Key, mute.Id, mute.Participant, mute.Device, mute.Locked)),
        ClientMessage.Unlock unlock => Ask(unlock.Id, now, new ParticipantCommand.Unlock(Key, unlock.Id, unlock.Participant, unlock.Device)),
        ClientMessage.Remove remove => Ask(remove.Id, now, new ParticipantCommand.Remove(Key, remove.Id, remove.Participant)),
        ClientMessage.GiveRole role => Ask(role.Id, now, new ParticipantCommand.GiveRole(Key, role.Id, role.Participant, role.Role)),
        ClientMessage.EndMeeting end => Ask(end.Id, now, new ParticipantCommand.EndMeeting(Key, end.Id)),
        ClientMessage.Moved moved => Ask(moved.Id, now, new ParticipantCommand.Moved(Key, moved.Id, moved.Number, moved.Failed)),
        ClientMessage.View view => Tell(new ParticipantCommand.View(Key, view.Wanted)),
        ClientMessage.SetDevices devices => Tell(new ParticipantCommand.SetDevices(Key, devices.State, devices.Mark ?? 0)),
        ClientMessage.Hand hand => Tell(new ParticipantCommand.RaiseHand(Key, hand.Raised)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Connection Note(ClientMessage message, DateTimeOffset now) => message switch
    {
        ClientMessage.SetDevices devices => this with { Held = Held with { Devices = devices.State, Mark = devices.Mark ?? 0 } },
        ClientMessage.Hand hand => this with
        {
            Held = Held with { HandRaisedAtMs = hand.Raised ? Held.HandRaisedAtMs ?? now.ToUnixTimeMilliseconds() : null },
        },
        _ => this,
    };

    private ConnectionStep Present(ClientMessage.Offer offer, DateTimeOffset now) => Ask(
        offer.Id,
        now,
        new ConnectionEffect.Present(new TicketedOffer(
            offer.Id,
            offer.Tickets!,
            new MediaOffer(offer.Sdp, offer.Sources, offer.Slots),
            offer.Devices ?? new DeviceState(false, false, false),
            offer.Mark ?? 0,
            offer.Wanted ?? [])),
        isTicketed: true,
        move: offer.Move);

    private ConnectionStep Tell(ParticipantCommand command) => Then(new ConnectionEffect.Ask(command));

    private ConnectionStep Ask(string id, DateTimeOffset now, ParticipantCommand command, bool isChat = false) =>
        Ask(id, now, new ConnectionEffect.Ask(command), isChat);

    private ConnectionStep Ask(string id, DateTimeOffset now, ConnectionEffect asking, bool isChat = false, bool isTicketed = false, long? move = null)
    {
        if (Requests.ContainsKey(id))
        {
            return Then(Refusal(null, RefusalCode.BadMessage, "A request with this id is under way."));
        }

        if (Requests.Count >= Settings.RequestsMax)
        {
            return Then(Refusal(id, RefusalCode.TooManyRequests, "Too many requests are under way. Wait for their answers."));
        }

        var order = Requests.IsEmpty ? 0 : Requests.Values.Max(request => request.Order) + 1;
        var pending = new PendingRequest(id, now + Settings.RequestTimeout, isChat, order, isTicketed, move);
        return (this with { Requests = Requests.Add(id, pending) }).Then(asking);
    }

    private static string? IdOf(ClientMessage message) => message switch
    {
        ClientMessage.Join join => join.Id,
        ClientMessage.Resume resume => resume.Id,
        ClientMessage.Offer offer => offer.Id,
        ClientMessage.Chat chat => chat.Id,
        ClientMessage.Rename rename => rename.Id,
        ClientMessage.RoomSettings settings => settings.Id,
        ClientMessage.Mute mute => mute.Id,
        ClientMessage.Unlock unlock => unlock.Id,
        ClientMessage.Remove remove => remove.Id,
        ClientMessage.GiveRole role => role.Id,
        ClientMessage.EndMeeting end => end.Id,
        ClientMessage.Moved moved => moved.Id,
        _ => null,
    };
}
