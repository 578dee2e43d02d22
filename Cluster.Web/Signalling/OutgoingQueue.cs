using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Cluster.Web.Signalling;

/// <summary>Messages waiting to be written to one socket, bounded by number and by bytes.</summary>
internal sealed class OutgoingQueue(int messagesMax, int bytesMax)
{
    private readonly Channel<byte[]> _channel = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(messagesMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long _bytes;

    /// <summary>Adds a message; false when there is no room, or when the queue is completed.</summary>
    public bool TryAdd(byte[] message)
    {
        // One message above the bound passes when nothing else waits: its size is the sender's own doing.
        var waiting = Interlocked.Add(ref _bytes, message.Length);
        if ((waiting <= bytesMax || waiting == message.Length) && _channel.Writer.TryWrite(message))
        {
            return true;
        }

        Interlocked.Add(ref _bytes, -message.Length);
        return false;
    }

    /// <summary>Nothing more will be added.</summary>
    public void Complete() => _channel.Writer.TryComplete();

    /// <summary>Messages in order, until completed and empty. Each counts until the next is taken.</summary>
    public async IAsyncEnumerable<byte[]> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var message in _channel.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            yield return message;
            Interlocked.Add(ref _bytes, -message.Length);
        }
    }
}
