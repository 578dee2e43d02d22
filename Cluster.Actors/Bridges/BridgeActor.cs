using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using Cluster.Actors.Limits;
using Cluster.Actors.Meetings;
using Cluster.Actors.Rooms;
using Cluster.Actors.Sharding;
using Cluster.Actors.Telemetry;
using Cluster.Media;

namespace Cluster.Actors.Bridges;

/// <summary>
/// Owns one bridge of this node's media plane and the endpoints on it: opens it with the first offer, closes it with
/// itself. It knows participants by their ids and passes on what the packets' side says about them.
/// </summary>
internal sealed partial class BridgeActor : ReceiveActor
{
    private readonly BridgeKey key;
    private readonly IMediaPlane media;
    private readonly BridgeServices services;
    private readonly ActorTimer<Alarm> timer;
    private readonly Dictionary<string, Endpoint> endpoints = [];
    private BridgeId? bridge;
    private long lastEndpoint;

    public BridgeActor(BridgeKey key, BridgeServices services)
    {
        this.key = key;
        this.services = services;
        media = services.Media;
        timer = new ActorTimer<Alarm>(services.Time, Self);
        Receive<BridgeCommand.Negotiate>(it => Negotiate(it, Sender, Sender, null));
        ReceiveTickets();
        ReceiveRelays();
        Receive<Negotiated>(OnNegotiated);
        Receive<BridgeCommand.SetView>(OnSetView);
        Receive<BridgeCommand.SetMuted>(OnSetMuted);
        Receive<BridgeCommand.CloseEndpoint>(it => Close(it.Participant));
        Receive<BridgeCommand.Close>(_ => Passivate());
        Receive<Happened>(it => OnHappened(it.Event));
        Receive<ActorTimer<Alarm>.Rang>(rang => OnIdle(timer.IsDue(rang)));
        Receive<StopEntity>(_ => Context.Stop(Self));
    }

    private enum Alarm
    {
        Idle,
    }

    protected override void PreStart() => timer.Start(Alarm.Idle, services.Settings.AdmissionTimeout);

    protected override void PostStop()
    {
        timer.Stop();
        if (bridge is { } open)
        {
            media.CloseBridge(open);
        }

        foreach (var endpoint in endpoints.Values)
        {
            endpoint.Entity.Tell(new BridgeNotice.EndpointLost("bridge-lost", key));
        }
    }

    /// <summary>Has an offer answered.</summary>
    /// <param name="from">Who gets the answer.</param>
    /// <param name="entity">Who gets the endpoint's notices.</param>
    /// <param name="wanted">The pictures it shows, where nobody will say so.</param>
    private void Negotiate(BridgeCommand.Negotiate offer, IActorRef from, IActorRef entity, IReadOnlyList<WantedPicture>? wanted)
    {
        if (!endpoints.TryGetValue(offer.Participant, out var endpoint))
        {
            if (endpoints.Count >= services.Settings.ParticipantsLimit)
            {
                from.Tell(new BridgeReply.Refused(offer.Request, "room-full", "The bridge has no place left."));
                return;
            }

            if (Open() is not { } open)
            {
                from.Tell(new BridgeReply.Refused(
                    offer.Request, "node-full", "This server carries as many meetings as it can. Try again later."));
                return;
            }

            endpoint = new Endpoint(new EndpointId(open, ++lastEndpoint), entity);
            endpoints.Add(offer.Participant, endpoint);
        }

        var id = endpoint.Id;
        var span = JoinTrace.Part("bridge negotiate", offer.Trace, offer.Participant);
        List<SourceBinding> sources =
            [.. offer.Sources.Select(source => new SourceBinding(source.Mid, source.Kind, new SourceNumber(source.Number), source.Muted))];
        media.NegotiateAsync(new EndpointOffer(id, offer.Sdp, sources, offer.Slots, offer.Participant)).PipeTo(
            Self,
            success: result => new Negotiated(offer, from, id, result, wanted) { Span = span },
            failure: error => new Negotiated(offer, from, id, null, wanted, error) { Span = span });
    }

    private void OnNegotiated(Negotiated it)
    {
        switch (it.Result)
        {
            case NegotiationResult.Answered answered:
                List<SourceInfo> sources = [.. it.Offer.Sources.Select(source => new SourceInfo(source.Number, source.Kind))];
                it.From.Tell(new BridgeReply.Answered(it.Offer.Request, answered.Sdp, sources));
                it.Span.Done();
                if (endpoints.TryGetValue(it.Offer.Participant, out var answering) && answering.Id == it.Endpoint)
                {
                    answering.Connecting ??= MediaConnecting.Begin(it.Offer.Trace, it.Offer.Participant);
                }

                if (it.Wanted is { } wanted)
                {
                    OnSetView(new BridgeCommand.SetView(key, it.Offer.Participant, wanted));
                }

                break;
            case NegotiationResult.Refused refused:
                it.Span.Failed(refused.Code);
                it.From.Tell(new BridgeReply.Refused(it.Offer.Request, refused.Code, refused.Message));
                break;
            default:
                it.Span.Failed("try-again");
                Context.GetLogger().Error(it.Error, "Bridge {Bridge} could not negotiate with {Participant}", key, it.Offer.Participant);
                it.From.Tell(new BridgeReply.Refused(it.Offer.Request, "try-again", "The media server failed. Try again."));
                break;
        }

        // It left while this was under way: what the media plane may have made after the close goes too.
        if (!endpoints.TryGetValue(it.Offer.Participant, out var endpoint) || endpoint.Id != it.Endpoint)
        {
            media.CloseEndpoint(it.Endpoint);
        }
    }

    private void OnSetView(BridgeCommand.SetView it)
    {
        if (endpoints.TryGetValue(it.Participant, out var endpoint))
        {
            media.SetView(endpoint.Id, [.. it.Wanted.Select(wanted => new ViewEntry(new SourceNumber(wanted.Source), wanted.Height))]);
        }
    }

    private void OnSetMuted(BridgeCommand.SetMuted it)
    {
        if (bridge is not { } open)
        {
            return;
        }

        foreach (var source in it.Muted)
        {
            media.SetSourceMuted(open, new SourceNumber(source), true);
        }

        foreach (var source in it.Heard)
        {
            media.SetSourceMuted(open, new SourceNumber(source), false);
        }
    }

    private void OnHappened(MediaEvent happened)
    {
        switch (happened)
        {
            case MediaEvent.EndpointConnected it when Find(it.Endpoint) is { Value: { } endpoint }:
                endpoint.Connected = true;
                endpoint.Connecting?.Done();
                endpoint.Entity.Tell(new BridgeNotice.EndpointConnected(key));
                break;
            case MediaEvent.EndpointLost it when Find(it.Endpoint) is { Key: { } participant, Value: { } endpoint }:
                endpoint.Connecting?.Lost(it.Reason);
                Close(participant);
                endpoint.Entity.Tell(new BridgeNotice.EndpointLost(it.Reason, key));
                break;
            case MediaEvent.BridgeLost it when it.Bridge == bridge:
                OnLost();
                break;
            case MediaEvent.RelayHeard it:
                OnRelay(it.Relay, heard: true);
                break;
            case MediaEvent.RelaySilent it:
                OnRelay(it.Relay, heard: false);
                break;
            case MediaEvent.SpeakersChanged it:
                services.Rooms.Tell(new RoomCommand.SpeakersHeard(key.Room, key, [.. it.Loudest.Select(source => source.Value)]));
                break;
        }
    }

    // The next offer opens another one: each participant makes his as soon as he hears of it.
    private void OnLost()
    {
        bridge = null;
        foreach (var endpoint in endpoints.Values)
        {
            endpoint.Connecting?.Lost("bridge-lost");
            endpoint.Entity.Tell(new BridgeNotice.EndpointLost("bridge-lost"));
        }

        endpoints.Clear();
        LoseRelays();
        timer.Start(Alarm.Idle, services.Settings.RoomIdle);
    }

    private KeyValuePair<string, Endpoint> Find(long number) => endpoints.FirstOrDefault(entry => entry.Value.Id.Number == number);

    private void Close(string participant)
    {
        if (endpoints.Remove(participant, out var endpoint))
        {
            media.CloseEndpoint(endpoint.Id);
        }

        if (endpoints.Count == 0)
        {
            timer.Start(Alarm.Idle, services.Settings.RoomIdle);
        }
    }

    // The room closes its bridges; this is for one whose room was lost.
    private void OnIdle(bool due)
    {
        if (due && endpoints.Count == 0)
        {
            Passivate();
        }
    }

    private static void Passivate() => Context.Parent.Tell(new Passivate(StopEntity.Instance));

    /// <summary>The bridge, opened when there is none; null when the node has no place for one.</summary>
    private BridgeId? Open()
    {
        var self = Self;
        if (bridge is null)
        {
            bridge = media.OpenBridge(happened => self.Tell(new Happened(happened), ActorRefs.NoSender), key.Room.Value);
            instance = Math.Max(NowMs, instance + 1);
        }

        return bridge;
    }

    private sealed class Endpoint(EndpointId id, IActorRef entity)
    {
        public EndpointId Id => id;

        public IActorRef Entity { get; set; } = entity;

        public bool Connected { get; set; }

        /// <summary>How it comes to have media; null before its first offer is answered.</summary>
        public MediaConnecting? Connecting { get; set; }
    }

    private sealed record Happened(MediaEvent Event) : INoSerializationVerificationNeeded;

    private sealed record Negotiated(
        BridgeCommand.Negotiate Offer, IActorRef From, EndpointId Endpoint, NegotiationResult? Result, IReadOnlyList<WantedPicture>? Wanted, Exception? Error = null)
        : INoSerializationVerificationNeeded
    {
        /// <summary>The part of a trace that ends with the answer.</summary>
        public Activity? Span { get; init; }
    }
}
