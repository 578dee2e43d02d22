using Akka.Actor;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;
using Cluster.Media;

namespace Actors.Tests.Participants;

public sealed class ParticipantJoinTests : ParticipantActorTestBase
{
    [Fact]
    public void A_join_asks_room_and_bridge_and_answers_once_with_everything()
    {
        Join("  Ann\u202E ");
        var admit = Rooms.ExpectMsg<RoomCommand.Admit>();
        Assert.Equal(("Ann", Key.Participant), (admit.Name, admit.Participant));
        Participant.Tell(new RoomReply.Admitted("join", 5, Bridge, new DeviceState(true, true, false), DeviceControl.Free, MayShare: true));
        var offer = Answer();
        Assert.Equal((Bridge, "offer"), (offer.Bridge, offer.Sdp));
        Assert.Equal([5u, 6u], offer.Sources.Select(source => source.Number));
        Assert.All(offer.Sources, source => Assert.False(source.Muted));
        Assert.Equal([SourceKind.Microphone, SourceKind.Camera], Rooms.ExpectMsg<RoomCommand.Enter>().Published);
        View();
        var joined = Connection.ExpectMsg<ParticipantNotice.Joined>();
        Assert.Equal(("join", false, Key.Participant, "answer"), (joined.Request, joined.Resumed, joined.Self, joined.AnswerSdp));
        Assert.Equal((30_000, 43), (joined.ResumeGraceMs, joined.ResumeToken.Length));
        Assert.Equal([5u, 6u], joined.Sources.Select(source => source.Number));
        Assert.False(joined.MediaConnected);
    }

    [Fact]
    public void Devices_that_the_room_turned_off_start_muted()
    {
        Join();
        Admit(new DeviceState(false, true, false));
        Assert.Equal([true, false], Answer().Sources.Select(source => source.Muted));
    }

    [Fact]
    public void A_refusal_by_the_room_ends_it()
    {
        Join();
        Rooms.ExpectMsg<RoomCommand.Admit>();
        Participant.Tell(new ParticipantNotice.Refused("join", "password-wrong", "No."));
        Assert.Equal("password-wrong", Refused());
        IsOver();
    }

    [Fact]
    public void A_refusal_by_the_bridge_gives_the_place_back()
    {
        Join();
        Admit();
        Bridges.ExpectMsg<BridgeCommand.Negotiate>();
        Participant.Tell(new BridgeReply.Refused("join", "sdp-malformed", "No."));
        Assert.Equal("sdp-malformed", Refused());
        Bridges.ExpectMsg<BridgeCommand.CloseEndpoint>();
        Rooms.ExpectMsg<RoomCommand.Leave>();
        IsOver();
    }

    [Fact]
    public void A_room_that_does_not_answer_is_waited_for_only_so_long()
    {
        Join();
        Rooms.ExpectMsg<RoomCommand.Admit>();
        Time.Advance(OneNode.Settings.AdmissionTimeout);
        Assert.Equal("try-again", Refused());
        IsOver();
    }

    [Fact]
    public void What_the_client_says_early_is_not_lost()
    {
        Join();
        Admit();
        Tell(new ParticipantCommand.SetDevices(Key, new DeviceState(false, true, false)));
        Answer();
        Rooms.ExpectMsg<RoomCommand.Enter>();
        View();
        Connection.ExpectMsg<ParticipantNotice.Joined>();
        Assert.Equal([5u], Bridges.ExpectMsg<BridgeCommand.SetMuted>().Muted);
        Assert.False(Rooms.ExpectMsg<RoomCommand.SetDevices>().Devices.MicrophoneOn);
    }

    [Fact]
    public void A_socket_lost_while_joining_gives_the_place_back()
    {
        Join();
        Admit();
        Bridges.ExpectMsg<BridgeCommand.Negotiate>();
        Sys.Stop(Connection.Ref);
        Bridges.ExpectMsg<BridgeCommand.CloseEndpoint>();
        Rooms.ExpectMsg<RoomCommand.Leave>();
        IsOver();
    }

    /// <summary>Offers are made in the test, so that its name does not hold a long one.</summary>
    public static TheoryData<string, string, Func<MediaOffer>> Impossible => new()
    {
        { "no name", " \u200B ", () => Offer() },
        { "long name", new string('a', 81), () => Offer() },
        { "no SDP", "Ann", () => Offer() with { Sdp = "" } },
        { "long SDP", "Ann", () => Offer() with { Sdp = new string('a', OneNode.Settings.SdpChars + 1) } },
        { "two cameras", "Ann", () => Offer(SourceKind.Camera, SourceKind.Camera) },
        { "unknown kind", "Ann", () => Offer((SourceKind)9) },
        { "same m-line", "Ann", () => Offer() with { Sources = [new OfferedSource("r0", SourceKind.Camera)] } },
        { "no m-line", "Ann", () => Offer() with { Slots = [new SlotBinding("", SlotUse.Speech)] } },
        { "too many slots", "Ann", () => Offer() with { Slots = [.. Enumerable.Range(0, 65).Select(n => new SlotBinding($"{n}", SlotUse.Video))] } },
        { "nothing", "Ann", () => Offer() with { Sources = null! } },
        { "null source", "Ann", () => Offer() with { Sources = [null!] } },
    };

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public void What_cannot_be_is_a_bad_request(string what, string name, Func<MediaOffer> media)
    {
        Join(name, media());
        var refused = Connection.ExpectMsg<ParticipantNotice.Refused>();
        Assert.True(refused is { Code: "bad-request", Request: "join" }, what);
        IsOver();
    }

    [Fact]
    public void A_command_for_nobody_is_refused_and_leaves_nothing_behind()
    {
        Tell(new ParticipantCommand.Resume(Key, "resume", "token", 0));
        var refused = Connection.ExpectMsg<ParticipantNotice.Refused>();
        Assert.Equal(("resume-unknown", "resume"), (refused.Code, refused.Request));
        IsOver();
    }
}
