using Cluster.Actors.Meetings;
using Cluster.Actors.Serialization;
using Cluster.Actors.Tickets;
using Cluster.Media;

namespace Cluster.Actors.Bridges;

/// <summary>What participants and rooms ask of a bridge.</summary>
internal abstract record BridgeCommand(BridgeKey Bridge) : IParleyMessage
{
    /// <summary>What it is and for which bridge: never what it holds, for tickets are not for logs.</summary>
    public sealed override string ToString() => $"{GetType().Name} {Bridge}";

    /// <summary>A participant's offer: answered by <see cref="BridgeReply"/>. The sender gets the endpoint's notices from then on.</summary>
    /// <param name="Trace">The part of a trace that it belongs to; see <see cref="Telemetry.JoinTrace"/>.</param>
    public sealed record Negotiate(
        BridgeKey Bridge, string Participant, string Request, string Sdp, IReadOnlyList<BoundSource> Sources, IReadOnlyList<SlotBinding> Slots,
        string? Trace = null)
        : BridgeCommand(Bridge);

    /// <summary>
    /// A room's meeting has this bridge, or has it to stand by: answered by <see cref="BridgeReady"/>, and said again now
    /// and then. What the room has said against tickets that may still count comes with it.
    /// </summary>
    public sealed record Prepare(BridgeKey Bridge, long Epoch, IReadOnlyList<Restraint> Restraints) : BridgeCommand(Bridge);

    /// <summary>The room says something about a participant's rights.</summary>
    public sealed record Restrain(BridgeKey Bridge, long Epoch, Restraint Restraint) : BridgeCommand(Bridge);

    /// <summary>
    /// An offer with a ticket, from a participant for whom nobody else may be there to speak: answered by
    /// <see cref="BridgeReply"/>. Notices of the endpoint go to nobody until <see cref="Attach"/>.
    /// </summary>
    /// <param name="Devices">As the client says they are; what the ticket does not let it send stays off.</param>
    /// <param name="Mark">The last mute that the client knew of.</param>
    public sealed record Present(
        BridgeKey Bridge, string Ticket, string Request, MediaOffer Media, DeviceState Devices, long Mark, IReadOnlyList<WantedPicture> Wanted)
        : BridgeCommand(Bridge);

    /// <summary>The sender speaks for this participant from now on, and gets its endpoint's notices, beginning with how it is.</summary>
    public sealed record Attach(BridgeKey Bridge, string Participant) : BridgeCommand(Bridge);

    /// <summary>Who is in the meeting: the endpoints of others are closed.</summary>
    public sealed record Reconcile(BridgeKey Bridge, long Epoch, IReadOnlyList<string> Participants) : BridgeCommand(Bridge);

    /// <summary>Lines of the meeting's chat, to be kept beside the room: it may die, and asks for them when it comes up elsewhere.</summary>
    /// <param name="StartedAtMs">When the meeting began, Unix time in milliseconds: what was kept of another one is forgotten.</param>
    public sealed record KeepChat(BridgeKey Bridge, long StartedAtMs, IReadOnlyList<ChatLine> Lines) : BridgeCommand(Bridge);

    /// <summary>A room that was put together again asks for the chat of its meeting: answered by <see cref="ChatKept"/>.</summary>
    public sealed record RecallChat(BridgeKey Bridge, long StartedAtMs) : BridgeCommand(Bridge);

    /// <summary>The pictures a participant shows.</summary>
    public sealed record SetView(BridgeKey Bridge, string Participant, IReadOnlyList<WantedPicture> Wanted) : BridgeCommand(Bridge);

    /// <summary>Sources to stop forwarding and sources to forward.</summary>
    public sealed record SetMuted(BridgeKey Bridge, IReadOnlyList<uint> Muted, IReadOnlyList<uint> Heard) : BridgeCommand(Bridge);

    /// <summary>A participant is gone.</summary>
    public sealed record CloseEndpoint(BridgeKey Bridge, string Participant) : BridgeCommand(Bridge);

    /// <summary>The meeting has further bridges: the media plane opens this one, if it has not yet. Answered by <see cref="BridgeRelayPlace"/>.</summary>
    public sealed record FindRelayPlace(BridgeKey Bridge, long Epoch) : BridgeCommand(Bridge);

    /// <summary>
    /// A relay to another bridge of the meeting: answered by <see cref="BridgeRelayed"/>, and said again until it is. Of what was
    /// said about the same bridge the highest epoch and generation counts.
    /// </summary>
    /// <param name="Peer">The other bridge.</param>
    /// <param name="Place">Where it is reached, <c>address:port</c>.</param>
    /// <param name="Sending">The direction there.</param>
    /// <param name="Receiving">The direction from there.</param>
    /// <param name="PeerLeads">Whether the other bridge says in which order those who speak come.</param>
    public sealed record Relay(
        BridgeKey Bridge, long Epoch, long Generation, BridgeKey Peer, string Place, RelaySecret Sending, RelaySecret Receiving, bool PeerLeads)
        : BridgeCommand(Bridge);

    /// <summary>Another bridge is the meeting's no longer.</summary>
    public sealed record EndRelay(BridgeKey Bridge, long Epoch, BridgeKey Peer) : BridgeCommand(Bridge);

    /// <summary>The meeting is over.</summary>
    public sealed record Close(BridgeKey Bridge) : BridgeCommand(Bridge);
}

/// <summary>An offered source with its number in the meeting and whether it starts muted.</summary>
internal sealed record BoundSource(string Mid, SourceKind Kind, uint Number, bool Muted);

/// <summary>What a bridge answers to an offer.</summary>
internal abstract record BridgeReply(string Request) : IParleyMessage
{
    /// <summary>The answer, with the sources that it accepted.</summary>
    public sealed record Answered(string Request, string Sdp, IReadOnlyList<SourceInfo> Sources) : BridgeReply(Request);

    /// <summary>Refused by the media plane.</summary>
    public sealed record Refused(string Request, string Code, string Message) : BridgeReply(Request);
}

/// <summary>The bridge is there.</summary>
/// <param name="Node">Its node's address.</param>
/// <param name="ChatLines">Lines of chat it keeps.</param>
internal sealed record BridgeReady(BridgeKey Bridge, string Node, int ChatLines = 0) : IParleyMessage;

/// <summary>Where other nodes reach a bridge.</summary>
/// <param name="Place">As <c>address:port</c>; null: nowhere.</param>
/// <param name="Instance">Another one with each opening of the bridge, later ones higher: relays of an earlier one are lost.</param>
internal sealed record BridgeRelayPlace(BridgeKey Bridge, string? Place, long Instance) : IParleyMessage;

/// <summary>A bridge has its end of a relay as it was told, or cannot have it so.</summary>
internal sealed record BridgeRelayed(BridgeKey Bridge, BridgeKey Peer, long Generation, bool Done) : IParleyMessage;

/// <summary>What a bridge kept of a meeting's chat, by number.</summary>
internal sealed record ChatKept(BridgeKey Bridge, long StartedAtMs, IReadOnlyList<ChatLine> Lines) : IParleyMessage
{
    /// <summary>Never what was said.</summary>
    public override string ToString() => $"{nameof(ChatKept)} {Bridge} {Lines.Count} lines";
}

/// <summary>What a bridge tells a participant about its endpoint.</summary>
internal abstract record BridgeNotice : IParleyMessage
{
    private BridgeNotice()
    {
    }

    /// <summary>Media may flow.</summary>
    /// <param name="Bridge">On which bridge: a participant that moves has an endpoint on two. Null: an older node does not say.</param>
    public sealed record EndpointConnected(BridgeKey? Bridge = null) : BridgeNotice;

    /// <summary>The endpoint is gone; a new offer makes a new one.</summary>
    /// <param name="Bridge">On which bridge: the participant may be on another by now. Null: an older node does not say.</param>
    public sealed record EndpointLost(string Reason, BridgeKey? Bridge = null) : BridgeNotice;
}
