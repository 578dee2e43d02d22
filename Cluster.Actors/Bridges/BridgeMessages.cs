using Cluster.Actors.Meetings;
using Cluster.Actors.Serialization;
using Cluster.Media;

namespace Cluster.Actors.Bridges;

/// <summary>What participants and rooms ask of a bridge.</summary>
internal abstract record BridgeCommand(BridgeKey Bridge) : IParleyMessage
{
    /// <summary>A participant's offer: answered by <see cref="BridgeReply"/>. The sender gets the endpoint's notices from then on.</summary>
    public sealed record Negotiate(
        BridgeKey Bridge, string Participant, string Request, string Sdp, IReadOnlyList<BoundSource> Sources, IReadOnlyList<SlotBinding> Slots)
        : BridgeCommand(Bridge);

    /// <summary>The pictures a participant shows.</summary>
    public sealed record SetView(BridgeKey Bridge, string Participant, IReadOnlyList<WantedPicture> Wanted) : BridgeCommand(Bridge);

    /// <summary>Sources to stop forwarding and sources to forward.</summary>
    public sealed record SetMuted(BridgeKey Bridge, IReadOnlyList<uint> Muted, IReadOnlyList<uint> Heard) : BridgeCommand(Bridge);

    /// <summary>A participant is gone.</summary>
    public sealed record CloseEndpoint(BridgeKey Bridge, string Participant) : BridgeCommand(Bridge);

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

/// <summary>What a bridge tells a participant about its endpoint.</summary>
internal abstract record BridgeNotice : IParleyMessage
{
    private BridgeNotice()
    {
    }

    /// <summary>Media may flow.</summary>
    public sealed record EndpointConnected : BridgeNotice;

    /// <summary>The endpoint is gone; a new offer makes a new one.</summary>
    public sealed record EndpointLost(string Reason) : BridgeNotice;
}
