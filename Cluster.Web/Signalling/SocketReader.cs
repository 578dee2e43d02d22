using System.Buffers;
using System.Net.WebSockets;

namespace Cluster.Web.Signalling;

/// <summary>Reads whole text messages from one socket, each bounded in bytes and in time.</summary>
/// <param name="tooLate">Called when a message's end does not follow its beginning in time.</param>
internal sealed class SocketReader(
    WebSocket socket, SignallingSettings settings, SocketCensus census, TimeProvider time, Action tooLate) : IDisposable
{
    /// <summary>Most messages fit into it, so it is not counted against the node's room for half-received ones.</summary>
    private const int FirstBytes = 4_096;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _reserved;

    /// <summary>
    /// The next message, valid until the next call; neither message nor fault when the client closed; a fault when
    /// the message breaks a bound.
    /// </summary>
    public async Task<(ReadOnlyMemory<byte>? Message, CloseReason? Fault)> ReadAsync(CancellationToken cancellation)
    {
        Shrink();
        var length = 0;
        ITimer? patience = null;
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellation).ConfigureAwait(false);
                length += read.Count;
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    return (null, null);
                }

                if (read.MessageType == WebSocketMessageType.Binary)
                {
                    return (null, CloseReason.BinaryMessage);
                }

                if (length > settings.MessageBytesMax)
                {
                    return (null, CloseReason.MessageTooBig);
                }

                if (read.EndOfMessage)
                {
                    return (_buffer.AsMemory(0, length), null);
                }

                if (length == _buffer.Length && !TryGrow())
                {
                    return (null, CloseReason.TryAgain);
                }

                patience ??= time.CreateTimer(_ => tooLate(), null, settings.MessageTimeout, Timeout.InfiniteTimeSpan);
            }
        }
        finally
        {
            patience?.Dispose();
        }
    }

    /// <summary>Throws away what comes until the client closes, so that it gets to read why it is being closed.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        Shrink();
        while ((await socket.ReceiveAsync(_buffer.AsMemory(), cancellation).ConfigureAwait(false)).MessageType != WebSocketMessageType.Close)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        census.Release(_reserved);
        _reserved = 0;
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = [];
    }

    private bool TryGrow()
    {
        // One byte above the bound is enough to see that a message is above it.
        var bytes = Math.Min(_buffer.Length * 4, Math.Max(settings.MessageBytesMax + 1, _buffer.Length + 1));
        if (!census.TryReserve(bytes))
        {
            return false;
        }

        _reserved += bytes;
        Replace(ArrayPool<byte>.Shared.Rent(bytes), keep: _buffer.Length);
        return true;
    }

    /// <summary>An idle socket keeps only a small buffer: there are thousands of them.</summary>
    private void Shrink()
    {
        if (_reserved > 0)
        {
            census.Release(_reserved);
            _reserved = 0;
            Replace(ArrayPool<byte>.Shared.Rent(FirstBytes), keep: 0);
        }
    }

    /// <summary>Buffers are wiped before others get them: passwords pass through.</summary>
    private void Replace(byte[] buffer, int keep)
    {
        _buffer.AsSpan(0, keep).CopyTo(buffer);
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = buffer;
    }
}
