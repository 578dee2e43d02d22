using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Web.Tests;

/// <summary>A client that says what the test says, byte for byte.</summary>
internal sealed class TestClient : IDisposable
{
    /// <summary>Nothing here takes as long; a test that waits so long reports what it was waiting for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();

    public ClientWebSocket Socket => _socket;

    public static async Task<TestClient> ConnectAsync(Uri address, string? origin, string? subprotocol, string? cookie = null)
    {
        var client = new TestClient();
        if (origin is not null)
        {
            client._socket.Options.SetRequestHeader("Origin", origin);
        }

        if (cookie is not null)
        {
            client._socket.Options.SetRequestHeader("Cookie", cookie);
        }

        if (subprotocol is not null)
        {
            client._socket.Options.AddSubProtocol(subprotocol);
        }

        client._socket.Options.CollectHttpResponseDetails = true;
        using var patience = new CancellationTokenSource(Patience);
        await client._socket.ConnectAsync(address, patience.Token);
        return client;
    }

    public static string JoinMessage(string id, int version = 1, string room = "Atrium") => $$"""
        {"type":"join","version":{{version}},"id":"{{id}}","room":"{{room}}","name":"Ann","devices":{"microphoneOn":true,"cameraOn":false,"screenOn":false},
         "sdp":"v=0","sources":[{"mid":"0","kind":"microphone"}],"slots":[{"mid":"1","use":"speech"}]}
        """;

    public Task SendAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>The next message; fails when the server closes instead.</summary>
    public async Task<JsonElement> ReceiveAsync()
    {
        var (text, close) = await NextAsync();
        return close is null ? JsonDocument.Parse(text).RootElement.Clone() : throw new InvalidOperationException($"Closed with {close}.");
    }

    /// <summary>The next message of this type; others before it are passed over.</summary>
    public async Task<JsonElement> ReceiveAsync(string type)
    {
        while (true)
        {
            var message = await ReceiveAsync();
            if (message.GetProperty("type").GetString() == type)
            {
                return message;
            }
        }
    }

    /// <summary>Reads on until the server closes; the close status and its reason.</summary>
    public async Task<string> ReceiveCloseAsync()
    {
        while (true)
        {
            if ((await NextAsync()).Close is { } close)
            {
                return close;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<(string Text, string? Close)> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[1 << 20];
        var length = 0;
        try
        {
            while (true)
            {
                var read = await _socket.ReceiveAsync(buffer.AsMemory(length), patience.Token);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    var close = $"{(int)_socket.CloseStatus!.Value} {_socket.CloseStatusDescription}";
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
                    return ("", close);
                }

                length += read.Count;
                if (read.EndOfMessage)
                {
                    return (Encoding.UTF8.GetString(buffer, 0, length), null);
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException("The server neither said something nor closed.");
        }
    }
}
