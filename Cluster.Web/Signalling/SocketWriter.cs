using System.Net.WebSockets;
using Cluster.Actors.Membership;
using Cluster.Web.Signalling.Protocol;

namespace Cluster.Web.Signalling;

/// <summary>
/// Writes to one socket from a bounded queue. Saying something never waits: a client that does not read fills its
/// queue and is cut off, so it costs a fixed amount of memory at most.
/// </summary>
/// <param name="cut">Resets the connection below the socket.</param>
internal sealed class SocketWriter(WebSocket socket, SignallingSettings settings, SignallingCounters counters, Action cut)
{
    private readonly OutgoingQueue _queue = new(settings.QueueMessagesMax, settings.QueueBytesMax);
    private readonly Lock _gate = new();
    private bool _abandoned;

    /// <summary>Why the server closes, once it does.</summary>
    public CloseReason? Reason { get; private set; }

    /// <summary>Queues a message; when there is no room the client is too slow and is cut off.</summary>
    public void Send(ServerMessage message)
    {
        var utf8 = ProtocolJson.Write(message);
        lock (_gate)
        {
            if (_abandoned || Reason is not null)
            {
                return;
            }

            if (message is ServerMessage.Refused refused)
            {
                counters.Refused(refused.Code);
            }

            if (!_queue.TryAdd(utf8))
            {
                CutOff();
            }
        }
    }

    /// <summary>Closes once everything queued is sent, with the first reason given.</summary>
    public void Close(CloseReason reason)
    {
        lock (_gate)
        {
            if (!_abandoned && Reason is null)
            {
                Reason = reason;
                counters.Closed(reason.Code);
                _queue.Complete();
            }
        }
    }

    /// <summary>The socket is gone: nothing more is queued, and the connection is no longer this writer's to cut.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _abandoned = true;
            _queue.Complete();
        }
    }

    /// <summary>Writes until closed; ends when the close frame is sent or the connection is lost.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            await foreach (var message in _queue.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                ProcessFreeze.Check();
                patience.CancelAfter(settings.KeepAliveTimeout);
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, patience.Token).ConfigureAwait(false);
                patience.CancelAfter(Timeout.InfiniteTimeSpan);
                counters.MessageOut();
            }

            if (Reason is { } reason)
            {
                patience.CancelAfter(settings.CloseTimeout);
                await socket.CloseOutputAsync(reason.Status, reason.Code, patience.Token).ConfigureAwait(false);
            }
        }
        catch (Exception gone) when (SocketLoss.Is(gone))
        {
            // The other side is gone, or does not read: the reader must not wait for it either.
            lock (_gate)
            {
                if (!_abandoned && Reason is null)
                {
                    CutOff();
                }
            }
        }
    }

    private void CutOff()
    {
        Reason = CloseReason.TooSlow;
        counters.Closed(CloseReason.TooSlow.Code);
        _queue.Complete();
        cut();
    }
}
