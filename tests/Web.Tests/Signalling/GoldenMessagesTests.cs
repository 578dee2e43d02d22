using System.Text;
using Cluster.Actors.Meetings;
using Cluster.Media;
using Cluster.Web.Signalling.Protocol;

namespace Web.Tests.Signalling;

/// <summary>The protocol as bytes: a change here is a change for every client out there.</summary>
public sealed class GoldenMessagesTests
{
    private static readonly DeviceState s_devices = new(true, false, false);

    private static readonly (ClientMessage Message, string Json)[] s_fromClient =
    [
        (new ClientMessage.Join(1, "1", "atrium", "Ann", s_devices, "v=0", [new OfferedSource("0", SourceKind.ScreenSound)], [new SlotBinding("1", SlotUse.Speech)], "secret", "return"),
            """{"type":"join","version":1,"id":"1","room":"atrium","name":"Ann","devices":{"microphoneOn":true,"cameraOn":false,"screenOn":false},"sdp":"v=0","sources":[{"mid":"0","kind":"screenSound"}],"slots":[{"mid":"1","use":"speech"}],"password":"secret","returnToken":"return"}"""),
        (new ClientMessage.Resume(1, "1", "atrium", "self", "token", 7),
            """{"type":"resume","version":1,"id":"1","room":"atrium","self":"self","resumeToken":"token","chatSeen":7}"""),
        (new ClientMessage.Offer("2", "v=0", [], []), """{"type":"offer","id":"2","sdp":"v=0","sources":[],"slots":[]}"""),
        (new ClientMessage.Moved("2", 9, MoveFailure.NoMedia), """{"type":"moved","id":"2","number":9,"failed":"noMedia"}"""),
        (new ClientMessage.View([new WantedPicture(3, 360)]), """{"type":"view","wanted":[{"source":3,"height":360}]}"""),
        (new ClientMessage.SetDevices(s_devices, 3), """{"type":"devices","state":{"microphoneOn":true,"cameraOn":false,"screenOn":false},"mark":3}"""),
        (new ClientMessage.Chat("3", "hi", "bob"), """{"type":"chat","id":"3","text":"hi","to":"bob"}"""),
        (new ClientMessage.Hand(true), """{"type":"hand","raised":true}"""),
        (new ClientMessage.Rename("4", "Anna"), """{"type":"rename","id":"4","name":"Anna"}"""),
        (new ClientMessage.RoomSettings("5", new RoomSettingsPatch(Title: "T", Password: "")), """{"type":"room-settings","id":"5","patch":{"title":"T","password":""}}"""),
        (new ClientMessage.Mute("6", Device.Microphone, true, "bob"), """{"type":"mute","id":"6","device":"microphone","locked":true,"participant":"bob"}"""),
        (new ClientMessage.Unlock("7", Device.Screen), """{"type":"unlock","id":"7","device":"screen"}"""),
        (new ClientMessage.Remove("8", "bob"), """{"type":"remove","id":"8","participant":"bob"}"""),
        (new ClientMessage.GiveRole("9", "bob", Role.Moderator), """{"type":"role","id":"9","participant":"bob","role":"moderator"}"""),
        (new ClientMessage.EndMeeting("10"), """{"type":"end-meeting","id":"10"}"""),
        (new ClientMessage.Leave(), """{"type":"leave"}"""),
        (new ClientMessage.Ping(9), """{"type":"ping","number":9}"""),
    ];

    private static readonly (ServerMessage Message, string Json)[] s_fromServer =
    [
        (new ServerMessage.Joined(1, "1", false, "ann", "token", 30_000, Samples.Room, 500, 600, [Samples.Ann], [new SourceInfo(1, SourceKind.Microphone)], [Samples.Line], [1], true, "v=0", "return", 3, null),
            """{"type":"joined","version":1,"id":"1","resumed":false,"self":"ann","resumeToken":"token","resumeGraceMs":30000,"room":{"name":"atrium","title":"Atrium","hasPassword":false,"startsMuted":false,"startsHidden":false,"lobby":false,"participantsMax":100,"mayShare":"everyone","mayChat":"everyone","mayRecord":"moderators","chatHistory":"meeting","creation":"open","namesModerators":false},"startedAtMs":500,"nowMs":600,"participants":[{"id":"ann","name":"Ann","role":"moderator","presence":"present","devices":{"microphoneOn":true,"cameraOn":false,"screenOn":false},"sources":[{"number":1,"kind":"microphone"}],"joinedAtMs":1000,"locked":{"microphone":false,"camera":false,"screen":false},"host":false}],"sources":[{"number":1,"kind":"microphone"}],"chat":[{"number":7,"from":"ann","fromName":"Ann","text":"hello","atMs":2000}],"speakers":[1],"mediaConnected":true,"sdp":"v=0","returnToken":"return","mark":3}"""),
        (new ServerMessage.Waiting("1", "waiting-for-host", "Soon."), """{"type":"waiting","id":"1","code":"waiting-for-host","message":"Soon."}"""),
        (new ServerMessage.Refused(null, "bad-message", "No."), """{"type":"refused","code":"bad-message","message":"No."}"""),
        (new ServerMessage.Answer("2", "v=0", []), """{"type":"answer","id":"2","sdp":"v=0","sources":[]}"""),
        (new ServerMessage.Done("4"), """{"type":"done","id":"4"}"""),
        (new ServerMessage.Tickets("v1.a.b", null, 9_000), """{"type":"tickets","bridge":"v1.a.b","expiresAtMs":9000}"""),
        (new ServerMessage.Move(9, "v1.a.b", 8_000), """{"type":"move","number":9,"ticket":"v1.a.b","withinMs":8000}"""),
        (new ServerMessage.Doubt(), """{"type":"doubt"}"""),
        (new ServerMessage.Settled(), """{"type":"settled"}"""),
        (new ServerMessage.RosterChanged([], [Samples.Ann with { Sources = [], HandRaisedAtMs = 5, Presence = Presence.Reconnecting }], ["bob"]),
            """{"type":"roster","came":[],"changed":[{"id":"ann","name":"Ann","role":"moderator","presence":"reconnecting","devices":{"microphoneOn":true,"cameraOn":false,"screenOn":false},"sources":[],"joinedAtMs":1000,"handRaisedAtMs":5,"locked":{"microphone":false,"camera":false,"screen":false},"host":false}],"left":["bob"]}"""),
        (new ServerMessage.SpeakersChanged([3, 1]), """{"type":"speakers","sources":[3,1]}"""),
        (new ServerMessage.ChatReceived(Samples.Line with { To = "bob" }), """{"type":"chat","line":{"number":7,"from":"ann","fromName":"Ann","to":"bob","text":"hello","atMs":2000}}"""),
        (new ServerMessage.RoomChanged(Samples.Room), """{"type":"room","info":{"name":"atrium","title":"Atrium","hasPassword":false,"startsMuted":false,"startsHidden":false,"lobby":false,"participantsMax":100,"mayShare":"everyone","mayChat":"everyone","mayRecord":"moderators","chatHistory":"meeting","creation":"open","namesModerators":false}}"""),
        (new ServerMessage.MediaChanged(false, "consent-expired"), """{"type":"media","connected":false,"reason":"consent-expired"}"""),
        (new ServerMessage.Muted(Device.Camera, true, 4, "Bob"), """{"type":"muted","device":"camera","locked":true,"mark":4,"by":"Bob"}"""),
        (new ServerMessage.HostsChanged(false, 7_000), """{"type":"hosts","present":false,"endsAtMs":7000}"""),
        (new ServerMessage.Ended("left", "Bye."), """{"type":"ended","code":"left","message":"Bye."}"""),
        (new ServerMessage.Pong(9), """{"type":"pong","number":9}"""),
    ];

    [Fact]
    public void Every_client_message_reads_as_it_is_written_here()
    {
        foreach (var (message, json) in s_fromClient)
        {
            Assert.True(ProtocolJson.TryRead(Encoding.UTF8.GetBytes(json), out var read, out var problem), problem);
            Assert.Equal(json, System.Text.Json.JsonSerializer.Serialize(read, ProtocolContext.Default.ClientMessage));
            Assert.Equal(message.GetType(), read.GetType());
        }
    }

    [Fact]
    public void Every_server_message_is_written_as_it_is_here()
    {
        foreach (var (message, json) in s_fromServer)
        {
            Assert.Equal(json, Encoding.UTF8.GetString(ProtocolJson.Write(message)));
        }
    }

    [Fact]
    public void No_message_is_missing_from_these_lists()
    {
        Assert.Equal(ProtocolSchema.Client.PolymorphismOptions!.DerivedTypes.Select(type => type.DerivedType), s_fromClient.Select(pair => pair.Message.GetType()));
        Assert.Equal(ProtocolSchema.Server.PolymorphismOptions!.DerivedTypes.Select(type => type.DerivedType), s_fromServer.Select(pair => pair.Message.GetType()));
    }

    [Fact]
    public void The_type_may_come_last_and_unknown_fields_are_passed_over()
    {
        Assert.True(ProtocolJson.TryRead("""{"number":9,"later":{"a":[1]},"type":"ping"}"""u8, out var read, out _));
        Assert.Equal(new ClientMessage.Ping(9), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"ping\"")]
    [InlineData("{\"type\":\"ping\"}")]
    [InlineData("{\"type\":\"ping\",\"number\":\"9\"}")]
    [InlineData("{\"type\":\"ping\",\"number\":9e99}")]
    [InlineData("{\"type\":\"ping\",\"number\":9,\"number\":10}")]
    [InlineData("{\"type\":\"nothing\"}")]
    [InlineData("{\"type\":7}")]
    [InlineData("{\"type\":\"view\",\"wanted\":[null]}")]
    [InlineData("{\"type\":\"view\",\"wanted\":null}")]
    [InlineData("{\"type\":\"view\",\"wanted\":[{\"source\":-1,\"height\":1}]}")]
    [InlineData("{\"type\":\"view\",\"wanted\":[{\"source\":1,\"height\":-1}]}")]
    [InlineData("{\"type\":\"rename\",\"id\":\"\",\"name\":\"A\"}")]
    [InlineData("{\"type\":\"rename\",\"id\":\"1\",\"name\":null}")]
    [InlineData("{\"type\":\"offer\",\"id\":\"1\",\"sdp\":\"v=0\",\"sources\":[{\"mid\":\"0\",\"kind\":0}],\"slots\":[]}")]
    [InlineData("{\"type\":\"offer\",\"id\":\"1\",\"sdp\":\"v=0\",\"sources\":[{\"mid\":\"0\",\"kind\":\"nose\"}],\"slots\":[]}")]
    [InlineData("{\"type\":\"devices\",\"state\":null}")]
    [InlineData("{\"type\":\"ping\",\"number\":9} trailing")]
    public void What_is_no_message_is_refused_in_words(string json)
    {
        Assert.False(ProtocolJson.TryRead(Encoding.UTF8.GetBytes(json), out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_and_deep_nesting_are_refused()
    {
        Assert.False(ProtocolJson.TryRead([0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x7D], out _, out _));
        Assert.False(ProtocolJson.TryRead(Encoding.UTF8.GetBytes("{\"type\":\"leave\",\"x\":" + new string('[', 5_000) + new string(']', 5_000) + "}"), out _, out _));
    }

    [Fact]
    public void Lists_and_texts_have_bounds()
    {
        var wanted = string.Join(',', Enumerable.Repeat("""{"source":1,"height":1}""", ClientMessageBounds.ListMax + 1));
        Assert.False(ProtocolJson.TryRead(Encoding.UTF8.GetBytes($$"""{"type":"view","wanted":[{{wanted}}]}"""), out _, out _));
        Assert.False(ProtocolJson.TryRead(Encoding.UTF8.GetBytes($$"""{"type":"chat","id":"1","text":"{{new string('a', ClientMessageBounds.ChatCharsMax + 1)}}"}"""), out _, out _));
    }
}
