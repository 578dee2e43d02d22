using System.Text;
using Akka.Actor;
using Akka.Event;
using Cluster.Actors.Bridges;
using Cluster.Actors.Limits;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;
using Cluster.Actors.Tickets;
using Cluster.Media;

namespace Cluster.Actors.Placement;

/// <summary>
/// Takes one endpoint with a ticket to a bridge of this node, once, and closes it again: what answers an offer is compiled
/// and in memory by then. Otherwise those who flee here from a node that died would be the first, and wait a second more;
/// and a media plane that cannot take an endpoint is in the log before anybody needs it.
/// </summary>
internal sealed class MediaWarmUp : ReceiveActor
{
    private const string Participant = "warm-up";

    // Rooms number their bridges from 1 on.
    private const int Ordinal = 0;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly BridgeKey key;
    private readonly TicketSeal seal;
    private readonly TimeProvider time;
    private readonly ActorTimer<Alarm> timer;
    private long startedAt;

    /// <summary>Tries this shard.</summary>
    /// <param name="shard">A shard of bridges that lives here.</param>
    public MediaWarmUp(int shard, TicketSeal seal, TimeProvider time)
    {
        _ = RoomName.TryCreate(Participant, out var room, out _);
        key = new BridgeKey(shard, room, Ordinal);
        this.seal = seal;
        this.time = time;
        timer = new ActorTimer<Alarm>(time, Self);
        Receive<ParticipantNotice.Answered>(_ => End(null));
        Receive<ParticipantNotice.Refused>(it => End($"{it.Code}: {it.Message}"));
        Receive<ActorTimer<Alarm>.Rang>(rang => timer.IsDue(rang), _ => End("no answer"));
        Receive<ActorTimer<Alarm>.Rang>(_ => { });
    }

    private enum Alarm
    {
        Late,
    }

    protected override void PreStart()
    {
        startedAt = time.GetTimestamp();
        timer.Start(Alarm.Late, s_patience);
        Context.ActorSelection(TicketedOffer.Office).Tell(
            new TicketedOffer(Participant, [seal.Sign(Ticket())], Offer(), new DeviceState(false, false, false), 0, []), Self);
    }

    protected override void PostStop() => timer.Stop();

    private void End(string? problem)
    {
        if (problem is null)
        {
            Context.GetLogger().Debug("This node's media plane took an endpoint and ended it within {Ms} ms", (long)time.GetElapsedTime(startedAt).TotalMilliseconds);
        }
        else
        {
            Context.GetLogger().Warning("This node's media plane could not take an endpoint that the node made to try it: {Problem}", problem);
        }

        var door = BridgeDoor.Of(Context.System, AkkaCluster.Get(Context.System).SelfAddress.ToString());
        door?.Tell(new BridgeCommand.CloseEndpoint(key, Participant));
        door?.Tell(new BridgeCommand.Close(key));
        Context.Stop(Self);
    }

    private BridgeTicket Ticket()
    {
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        return new BridgeTicket(
            key.Room, nowMs, Epoch: 1, Serial: 1, Participant, FirstSource: SourceNumbers.BlockSize, Participant, Role.Participant, nowMs, Order: 0,
            new DeviceControl(new DeviceState(false, false, false), DeviceControl.Free, MayShare: false), ChatFrom: 0, LastLine: 0, Participant,
            Return: null, Resume: null, Account: null, key, AkkaCluster.Get(Context.System).SelfAddress.ToString(),
            nowMs + (long)BridgeTicket.Lifetime.TotalMilliseconds);
    }

    /// <summary>An offer as a browser makes it (RFC 9429): a microphone and a camera with three layers, a slot for speech and one for a picture.</summary>
    private static MediaOffer Offer()
    {
        var sdp = new StringBuilder();
        Lines(
            sdp, "v=0", "o=- 1 1 IN IP4 0.0.0.0", "s=-", "t=0 0", "a=group:BUNDLE 0 1 2 3", "a=ice-ufrag:warm",
            "a=ice-pwd:warmwarmwarmwarmwarmwarm", $"a=fingerprint:sha-256 {string.Join(':', Enumerable.Repeat("00", 32))}", "a=setup:actpass");
        Audio(sdp, "0", "sendonly");
        Video(sdp, "1", "sendonly");
        Lines(sdp, "a=rid:q send", "a=rid:h send", "a=rid:f send", "a=simulcast:send q;h;f");
        Audio(sdp, "2", "recvonly");
        Video(sdp, "3", "recvonly");
        return new MediaOffer(
            sdp.ToString(),
            [new OfferedSource("0", SourceKind.Microphone), new OfferedSource("1", SourceKind.Camera)],
            [new SlotBinding("2", SlotUse.Speech), new SlotBinding("3", SlotUse.Video)]);
    }

    private static void Audio(StringBuilder sdp, string mid, string direction) => Lines(
        sdp, "m=audio 9 UDP/TLS/RTP/SAVPF 111", "c=IN IP4 0.0.0.0", $"a=mid:{mid}", $"a={direction}", "a=rtcp-mux", "a=rtpmap:111 opus/48000/2",
        "a=rtcp-fb:111 transport-cc", "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
        "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01", "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid");

    private static void Video(StringBuilder sdp, string mid, string direction) => Lines(
        sdp, "m=video 9 UDP/TLS/RTP/SAVPF 96 97", "c=IN IP4 0.0.0.0", $"a=mid:{mid}", $"a={direction}", "a=rtcp-mux", "a=rtpmap:96 VP8/90000",
        "a=rtcp-fb:96 transport-cc", "a=rtcp-fb:96 nack", "a=rtcp-fb:96 nack pli", "a=rtpmap:97 rtx/90000", "a=fmtp:97 apt=96",
        "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01", "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid",
        "a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id", "a=extmap:11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id");

    private static void Lines(StringBuilder sdp, params ReadOnlySpan<string> lines)
    {
        foreach (var line in lines)
        {
            sdp.Append(line).Append("\r\n");
        }
    }
}
