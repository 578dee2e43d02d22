using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Bench.Load.Clients;

namespace Bench.Load.Servers;

/// <summary>A participant's signalling (docs/protocol.md): joins, says what it wants to see, and reads and forgets what else is said.</summary>
internal sealed class SignallingSocket : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _end = new();
    private readonly byte[] _buffer = new byte[16_384];
    private Task _reading = Task.CompletedTask;

    /// <summary>Bytes the server said.</summary>
    public long BytesHeard { get; private set; }

    /// <summary>Joins a room and connects the client's media; returns the numbers of the cameras that are there.</summary>
    public async Task<uint[]> JoinAsync(Uri server, string room, LoadClient client, CancellationToken cancel)
    {
        _socket.Options.AddSubProtocol("parley.v1");
        await _socket.ConnectAsync(server, cancel);
        var (sources, slots) = client.Bindings;
        var join = new JsonObject
        {
            ["type"] = "join",
            ["version"] = 1,
            ["id"] = "1",
            ["room"] = room,
            ["name"] = $"Load {client.Number}",
            ["devices"] = new JsonObject { ["microphoneOn"] = true, ["cameraOn"] = sources.Length > 1, ["screenOn"] = false },
            ["sdp"] = client.Describe(),
            ["sources"] = new JsonArray([.. sources.Select(source => new JsonObject { ["mid"] = source.Mid, ["kind"] = Word(source.Kind) })]),
            ["slots"] = new JsonArray([.. slots.Select(slot => new JsonObject { ["mid"] = slot.Mid, ["use"] = Word(slot.Use) })]),
        };
        await SayAsync(join, cancel);
        var joined = await HearAsync("joined", cancel);
        _reading = ForgetAsync();
        await client.ConnectAsync((string)joined["sdp"]!, cancel);
        return [.. joined["participants"]!.AsArray()
            .Where(person => (string)person!["id"]! != (string)joined["self"]!)
            .SelectMany(person => person!["sources"]!.AsArray())
            .Where(source => (string)source!["kind"]! == "camera")
            .Select(source => (uint)source!["number"]!)];
    }

    /// <summary>Asks for these pictures.</summary>
    public Task ShowAsync(IEnumerable<uint> cameras, int height, CancellationToken cancel) => SayAsync(
        new JsonObject
        {
            ["type"] = "view",
            ["wanted"] = new JsonArray([.. cameras.Select(camera => new JsonObject { ["source"] = camera, ["height"] = height })]),
        },
        cancel);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _socket.Dispose();
        _end.Dispose();
    }

    private static string Word<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private Task SayAsync(JsonObject message, CancellationToken cancel) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, cancel);

    private async Task<JsonNode> HearAsync(string type, CancellationToken cancel)
    {
        var text = new MemoryStream();
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(), cancel);
            text.Write(_buffer, 0, part.Count);
            BytesHeard += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                throw new InvalidOperationException($"The server closed the socket: {_socket.CloseStatusDescription}");
            }

            if (!part.EndOfMessage)
            {
                continue;
            }

            var message = JsonNode.Parse(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length))!;
            text.SetLength(0);
            if ((string?)message["type"] == type)
            {
                return message;
            }

            if ((string?)message["type"] is "refused" or "ended")
            {
                throw new InvalidOperationException($"The server said {message["type"]}: {message["code"]}");
            }
        }
    }

    private async Task ForgetAsync()
    {
        try
        {
            while (_socket.State == WebSocketState.Open)
            {
                BytesHeard += (await _socket.ReceiveAsync(_buffer.AsMemory(), _end.Token)).Count;
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or WebSocketException)
        {
            // The participant leaves, or the server does; media says whether that mattered.
            return;
        }
    }
}
