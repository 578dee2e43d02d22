using System.Diagnostics.Metrics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Akka.Actor;
using Cluster.Actors.Participants;
using Cluster.Web;
using Cluster.Web.Signalling;

namespace Web.Tests.Signalling;

/// <summary>Whatever a stranger sends ends in a refusal with a code and a count, and costs a bounded amount.</summary>
public sealed class HostileClientTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMilliseconds(400);

    [Fact]
    public async Task Who_says_nothing_is_closed()
    {
        await using var edge = await EdgeUnderTest.StartAsync(With(new() { FirstMessageTimeout = s_soon }));
        using var client = await edge.ConnectAsync();
        Assert.Equal("4408 first-message-timeout", await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_ping_does_not_hold_the_place_open()
    {
        await using var edge = await EdgeUnderTest.StartAsync(With(new() { FirstMessageTimeout = s_soon }));
        using var client = await edge.ConnectAsync();
        await client.SendAsync("""{"type":"ping","number":1}""");
        Assert.Equal(1, (await client.ReceiveAsync("pong")).GetProperty("number").GetInt32());
        Assert.Equal("4408 first-message-timeout", await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Bad_messages_are_refused_counted_and_in_the_end_closed()
    {
        await using var edge = await EdgeUnderTest.StartAsync(With(new() { OffencesMax = 3 }));
        using var count = new RefusalCount("bad-message");
        using var client = await edge.ConnectAsync();
        foreach (var text in (string[])["not json", "{\"type\":\"nothing\"}", "{}"])
        {
            await client.SendAsync(text);
            var refused = await client.ReceiveAsync();
            Assert.Equal("bad-message", refused.GetProperty("code").GetString());
            Assert.DoesNotContain("nothing", refused.GetProperty("message").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal("4400 bad-message", await client.ReceiveCloseAsync());
        Assert.True(count.Value >= 3, $"counted {count.Value}");
    }

    [Fact]
    public async Task A_bad_message_in_the_meeting_leaves_the_meeting_alone()
    {
        await using var edge = await EdgeUnderTest.StartAsync();
        var (client, join, _) = await edge.JoinAsync();
        await client.SendAsync("]");
        Assert.Equal("bad-message", (await client.ReceiveAsync()).GetProperty("code").GetString());
        await client.SendAsync("""{"type":"hand","raised":true}""");
        Assert.Equal(new ParticipantCommand.RaiseHand(join.Command.Key, true), (await edge.NextAskedAsync()).Command);
    }

    [Fact]
    public async Task A_message_above_the_bound_closes()
    {
        await using var edge = await EdgeUnderTest.StartAsync(With(new() { MessageBytesMax = 20_000 }));
        using var client = await edge.ConnectAsync();
        await client.SendAsync(new string(' ', 20_001));
        Assert.Equal("1009 message-too-big", await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_message_at_the_bound_is_heard_even_in_fragments()
    {
        await using var edge = await EdgeUnderTest.StartAsync(With(new() { MessageBytesMax = 20_000 }));
        using var client = await edge.ConnectAsync();
        var message = Encoding.UTF8.GetBytes("""{"type":"ping","number":5}""".PadRight(20_000));
        for (var i = 0; i < message.Length; i += 1_000)
        {
            await client.Socket.SendAsync(message.AsMemory(i, 1_000), WebSocketMessageType.Text, i + 1_000 == message.Length, CancellationToken.None);
        }

        Assert.Equal(5, (await client.ReceiveAsync()).GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task A_message_that_never_ends_closes()
    {
        await using var edge = await EdgeUnderTest.StartAsync(With(new() { MessageTimeout = s_soon }));
        using var client = await edge.ConnectAsync();
        await client.Socket.SendAsync("{"u8.ToArray(), WebSocketMessageType.Text, false, CancellationToken.None);
        Assert.Equal("4408 message-timeout", await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Half_messages_of_all_sockets_together_have_a_bound_that_is_given_back()
    {
        await using var edge = await EdgeUnderTest.StartAsync(With(new() { PartialBytesMax = 70_000 }));
        using var first = await edge.ConnectAsync();
        using var second = await edge.ConnectAsync();
        await first.Socket.SendAsync(new byte[40_000], WebSocketMessageType.Text, false, CancellationToken.None);
        Assert.Equal("1013 try-again", await first.ReceiveCloseAsync());
        await second.SendAsync("""{"type":"ping","number":5}""".PadRight(9_000));
        await second.ReceiveAsync("pong");
    }

    [Fact]
    public async Task A_binary_message_closes()
    {
        await using var edge = await EdgeUnderTest.StartAsync();
        using var client = await edge.ConnectAsync();
        await client.Socket.SendAsync(new byte[] { 1, 2, 3 }, WebSocketMessageType.Binary, true, CancellationToken.None);
        Assert.Equal("1003 binary-message", await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Too_many_messages_are_dropped_counted_and_in_the_end_closed()
    {
        await using var edge = await EdgeUnderTest.StartAsync(With(new() { MessagesPerSecond = 1, MessagesBurst = 2, OffencesMax = 2 }));
        using var count = new RefusalCount("too-many-messages");
        using var client = await edge.ConnectAsync();
        for (var i = 0; i < 4; i++)
        {
            await client.SendAsync($$"""{"type":"ping","number":{{i}}}""");
        }

        Assert.Equal("too-many-messages", (await client.ReceiveAsync("refused")).GetProperty("code").GetString());
        Assert.Equal("4429 too-many-messages", await client.ReceiveCloseAsync());
        Assert.True(count.Value >= 2, $"counted {count.Value}");
    }

    [Fact]
    public async Task Who_does_not_read_is_cut_off_and_the_meeting_learns_of_it()
    {
        await using var edge = await EdgeUnderTest.StartAsync(With(new() { QueueMessagesMax = 16 }));
        var (client, join, _) = await edge.JoinAsync();
        var line = new ParticipantNotice.Said(Samples.Line with { Text = new string('x', 60_000) });
        // What the sockets' own buffers take is the kernel's; far more than that must end in the cut.
        for (var i = 0; i < 2_000; i++)
        {
            join.Connection.Tell(line, ActorRefs.NoSender);
        }

        Assert.IsType<ParticipantCommand.ConnectionLost>((await edge.NextAskedAsync()).Command);
        await Assert.ThrowsAnyAsync<Exception>(async () => Assert.Null(await client.ReceiveCloseAsync()));
    }

    [Theory]
    [InlineData("""{"type":"hand","raised":true}""", "not-joined")]
    [InlineData("""{"type":"chat","id":"1","text":"hi"}""", "not-joined")]
    public async Task Outside_a_meeting_nothing_goes_to_it(string message, string code)
    {
        await using var edge = await EdgeUnderTest.StartAsync();
        using var client = await edge.ConnectAsync();
        await client.SendAsync(message);
        Assert.Equal(code, (await client.ReceiveAsync()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Another_version_is_refused_and_closed()
    {
        await using var edge = await EdgeUnderTest.StartAsync();
        using var client = await edge.ConnectAsync();
        await client.SendAsync(TestClient.JoinMessage("j", version: 2));
        Assert.Equal("unsupported-version", (await client.ReceiveAsync()).GetProperty("code").GetString());
        Assert.Equal("4406 unsupported-version", await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_room_that_cannot_be_is_refused_and_the_client_may_try_again_but_not_forever()
    {
        await using var edge = await EdgeUnderTest.StartAsync(With(new() { AttemptsMax = 2 }));
        using var client = await edge.ConnectAsync();
        for (var i = 0; i < 2; i++)
        {
            await client.SendAsync(TestClient.JoinMessage("j", room: "a/b"));
            Assert.Equal("bad-request", (await client.ReceiveAsync()).GetProperty("code").GetString());
        }

        await client.SendAsync(TestClient.JoinMessage("j"));
        Assert.Equal("too-many-attempts", (await client.ReceiveAsync()).GetProperty("code").GetString());
        Assert.Equal("4429 too-many-attempts", await client.ReceiveCloseAsync());
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("file://", HttpStatusCode.Forbidden)]
    public async Task A_strange_page_cannot_connect(string origin, HttpStatusCode status)
    {
        await using var edge = await EdgeUnderTest.StartAsync();
        Assert.Equal(status, await RefusedAsync(edge, origin));
    }

    [Fact]
    public async Task The_own_page_those_of_other_nodes_and_allowed_ones_connect()
    {
        await using var edge = await EdgeUnderTest.StartAsync(new WebSettings { AllowedOrigins = ["https://intranet.example"], Addresses = ["https://two.example"] });
        using var other = await edge.ConnectAsync(origin: "https://two.example");
        Assert.Equal(WebSocketState.Open, other.Socket.State);
        using var own = await edge.ConnectAsync(origin: edge.Address.GetLeftPart(UriPartial.Authority));
        using var allowed = await edge.ConnectAsync(origin: "https://intranet.example");
        Assert.Equal(WebSocketState.Open, own.Socket.State);
        Assert.Equal(WebSocketState.Open, allowed.Socket.State);
    }

    [Fact]
    public async Task A_page_on_another_port_of_the_same_host_is_another_origin()
    {
        await using var edge = await EdgeUnderTest.StartAsync();
        Assert.Equal(HttpStatusCode.Forbidden, await RefusedAsync(edge, $"http://127.0.0.1:{(edge.Address.Port == 23_099 ? 23_098 : 23_099)}"));
    }

    [Fact]
    public async Task Sockets_have_a_bound_in_all_and_by_address_and_places_come_back()
    {
        await using var edge = await EdgeUnderTest.StartAsync(With(new() { SocketsPerAddressMax = 1 }));
        var first = await edge.ConnectAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await RefusedAsync(edge, null));
        await first.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        using var second = await edge.ConnectAsync();
        Assert.Equal(WebSocketState.Open, second.Socket.State);
    }

    [Fact]
    public async Task Before_the_control_plane_is_up_and_with_a_strange_subprotocol_no_socket_opens()
    {
        await using var edge = await EdgeUnderTest.StartAsync(open: false);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await RefusedAsync(edge, null));
        edge.Open();
        Assert.Equal(HttpStatusCode.BadRequest, await RefusedAsync(edge, null, "parley.v9"));
        using var client = await edge.ConnectAsync(subprotocol: null);
        Assert.Null(client.Socket.SubProtocol);
    }

    private static WebSettings With(SignallingSettings signalling) => new() { Signalling = signalling };

    private static async Task<HttpStatusCode> RefusedAsync(EdgeUnderTest edge, string? origin, string subprotocol = "parley.v1")
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.AddSubProtocol(subprotocol);
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(new UriBuilder(edge.Address) { Scheme = "ws", Path = "/api/v1/signalling" }.Uri, CancellationToken.None));
        return socket.HttpStatusCode;
    }

    /// <summary>Listens to the refusals' metric.</summary>
    private sealed class RefusalCount : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _value;

        public RefusalCount(string code)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == SignallingCounters.MeterName && instrument.Name == "parley.signalling.refusals")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, measurement, tags, _) =>
            {
                if (tags.Length == 1 && Equals(tags[0].Value, code))
                {
                    Interlocked.Add(ref _value, measurement);
                }
            });
            _listener.Start();
        }

        public long Value => Volatile.Read(ref _value);

        public void Dispose() => _listener.Dispose();
    }
}
