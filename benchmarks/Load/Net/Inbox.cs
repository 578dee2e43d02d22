using System.Runtime.InteropServices;

namespace Bench.Load.Net;

/// <summary>Buffers for receiving a batch of datagrams from one socket after another by recvmmsg.</summary>
internal sealed unsafe class Inbox : IDisposable
{
    private const int Messages = 64;
    private const int BufferBytes = 2_048;

    private readonly byte* _memory;
    private readonly Linux.Message* _messages;

    public Inbox()
    {
        var perMessage = sizeof(Linux.Message) + sizeof(Linux.Vector) + BufferBytes;
        _memory = (byte*)NativeMemory.AllocZeroed((nuint)(Messages * perMessage));
        _messages = (Linux.Message*)_memory;
        var vectors = (Linux.Vector*)(_messages + Messages);
        var buffers = (byte*)(vectors + Messages);
        for (var i = 0; i < Messages; i++)
        {
            vectors[i] = new Linux.Vector { Base = buffers + (i * BufferBytes), Length = BufferBytes };
            _messages[i].Vectors = vectors + i;
            _messages[i].VectorCount = 1;
        }
    }

    /// <summary>Hands on everything that waits in a socket; returns how many datagrams.</summary>
    public int Drain(int descriptor, IReceiver receiver)
    {
        var total = 0;
        int count;
        do
        {
            count = Linux.ReceiveMany(descriptor, _messages, Messages, Linux.MessageDontWait, null);
            for (var i = 0; i < count; i++)
            {
                receiver.Receive(new Span<byte>(_messages[i].Vectors->Base, (int)_messages[i].Length));
            }

            total += Math.Max(count, 0);
        }
        while (count == Messages);
        return total;
    }

    public void Dispose() => NativeMemory.Free(_memory);
}

/// <summary>Takes datagrams on the generator's thread; their bytes may be overwritten.</summary>
internal interface IReceiver
{
    void Receive(Span<byte> datagram);
}
