using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Bench.Load.Servers;

/// <summary>One session of Janus's WebSocket interface: requests by transaction, their answers that are not mere acknowledgements.</summary>
internal sealed class JanusSession : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket _socket;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode>> _waiting = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _end = new();
    private Task _reading = Task.CompletedTask;
    private long _session;
    private int _transaction;

    private JanusSession(ClientWebSocket socket) => _socket = socket;

    /// <summary>Opens a session as soon as the server listens.</summary>
    public static async Task<JanusSession> OpenAsync(Uri address, PinnedProcess process, CancellationToken cancel)
    {
        while (true)
        {
            var socket = new ClientWebSocket();
            socket.Options.AddSubProtocol("janus-protocol");
            try
            {
                await socket.ConnectAsync(address, cancel);
                var session = new JanusSession(socket);
                session._reading = session.ReadAsync();
                session._session = (long)(await session.AskAsync(new JsonObject { ["janus"] = "create" }, cancel))["data"]!["id"]!;
                return session;
            }
            catch (WebSocketException) when (!process.HasEnded)
            {
                socket.Dispose();
                await Task.Delay(50, cancel);
            }
            catch (WebSocketException problem)
            {
                throw new InvalidOperationException($"Janus ended: {process.LastWords}", problem);
            }
        }
    }

    /// <summary>A new handle of the videoroom plugin.</summary>
    public async Task<long> AttachAsync(CancellationToken cancel) => (long)(await AskAsync(
        new JsonObject { ["janus"] = "attach", ["session_id"] = _session, ["plugin"] = "janus.plugin.videoroom" }, cancel))["data"]!["id"]!;

    /// <summary>Says something to the plugin and returns its event.</summary>
    public Task<JsonNode> SendAsync(long handle, JsonObject body, JsonObject? description, CancellationToken cancel)
    {
        var message = new JsonObject { ["janus"] = "message", ["session_id"] = _session, ["handle_id"] = handle, ["body"] = body };
        if (description is not null)
        {
            message["jsep"] = description;
        }

        return AskAsync(message, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _socket.Dispose();
        _end.Dispose();
        _sending.Dispose();
    }

    private async Task<JsonNode> AskAsync(JsonObject message, CancellationToken cancel)
    {
        var transaction = Interlocked.Increment(ref _transaction).ToString(CultureInfo.InvariantCulture);
        message["transaction"] = transaction;
        var answer = _waiting[transaction] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _sending.WaitAsync(cancel);
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, cancel);
        }
        finally
        {
            _sending.Release();
        }

        var said = await answer.Task.WaitAsync(Patience, cancel);
        return said["error"] is null && said["plugindata"]?["data"]?["error"] is null
            ? said
            : throw new InvalidOperationException($"Janus refused: {said.ToJsonString()}");
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 16];
        var text = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), _end.Token);
                text.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                {
                    continue;
                }

                Take(JsonNode.Parse(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length))!);
                text.SetLength(0);
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or WebSocketException)
        {
            // The session ends, or the server has: whoever still waits runs out of patience.
            return;
        }
    }

    private void Take(JsonNode message)
    {
        if ((string?)message["janus"] != "ack"
            && (string?)message["transaction"] is { } transaction
            && _waiting.TryRemove(transaction, out var waiting))
        {
            waiting.TrySetResult(message);
        }
    }
}
