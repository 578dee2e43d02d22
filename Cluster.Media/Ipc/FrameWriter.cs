using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cluster.Media.Ipc;

/// <summary>Writes frames into a pipe from a queue, on a thread of its own: whoever posts one never waits for the other process.</summary>
internal sealed class FrameWriter : IDisposable
{
    // Somebody who reads is never so far behind.
    private const int FramesMax = 100_000;
    private const int BytesKept = 256 << 10;

    private readonly BlockingCollection<Action<IBufferWriter<byte>>> _queue = [];
    private readonly Action _broken;
    private Thread? _thread;

    /// <param name="broken">Told once when the pipe breaks, or when the other end has not read for so long that the queue is full.</param>
    public FrameWriter(Action broken) => _broken = broken;

    /// <summary>Begins to write what was posted and what will be.</summary>
    public void Start(Stream pipe) => Start(pipe, []);

    /// <summary>The same, with a message before all that was posted.</summary>
    public void Start<T>(Stream pipe, T first, JsonTypeInfo<T> type) => Start(pipe, [Write(first, type)]);

    /// <summary>Puts a message into the queue. From any thread.</summary>
    public void Post<T>(T message, JsonTypeInfo<T> type) => Post(Write(message, type));

    /// <summary>Puts bytes that belong to a number into the queue; they must not be changed any more. From any thread.</summary>
    public void Post(FrameKind kind, long number, byte[] bytes) => Post(buffer =>
    {
        var span = buffer.GetSpan(1 + sizeof(long) + bytes.Length);
        span[0] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(span[1..], number);
        bytes.CopyTo(span[(1 + sizeof(long))..]);
        buffer.Advance(1 + sizeof(long) + bytes.Length);
    });

    /// <summary>Takes no more; what is in the queue is written still.</summary>
    public void Complete() => _queue.CompleteAdding();

    /// <summary>Waits until everything is written.</summary>
    public void Dispose()
    {
        Complete();
        _thread?.Join();
        _queue.Dispose();
    }

    private static Action<IBufferWriter<byte>> Write<T>(T message, JsonTypeInfo<T> type) => buffer =>
    {
        buffer.GetSpan(1)[0] = (byte)FrameKind.Message;
        buffer.Advance(1);
        using var json = new Utf8JsonWriter(buffer);
        JsonSerializer.Serialize(json, message, type);
    };

    private void Start(Stream pipe, Action<IBufferWriter<byte>>[] first)
    {
        _thread = new Thread(() => Run(pipe, first)) { IsBackground = true, Name = "media-ipc-write" };
        _thread.Start();
    }

    private void Post(Action<IBufferWriter<byte>> write)
    {
        try
        {
            if (_queue.Count >= FramesMax)
            {
                Break();
            }
            else
            {
                _queue.Add(write);
            }
        }
        catch (InvalidOperationException)
        {
            // Nobody reads it any more.
        }
    }

    private void Run(Stream pipe, Action<IBufferWriter<byte>>[] first)
    {
        var buffer = new ArrayBufferWriter<byte>(4_096);
        Span<byte> length = stackalloc byte[FrameReader.HeaderBytes - 1];
        try
        {
            foreach (var write in first.Concat(_queue.GetConsumingEnumerable()))
            {
                write(buffer);
                BinaryPrimitives.WriteInt32LittleEndian(length, buffer.WrittenCount - 1);
                pipe.Write(length);
                pipe.Write(buffer.WrittenSpan);
                if (_queue.Count == 0)
                {
                    pipe.Flush();
                }

                buffer.ResetWrittenCount();
                if (buffer.Capacity > BytesKept)
                {
                    buffer = new ArrayBufferWriter<byte>(4_096);
                }
            }
        }
        catch (Exception problem) when (problem is IOException or ObjectDisposedException)
        {
            Break();
        }

        Close(pipe);
    }

    // The other end sees that there will be no more.
    private static void Close(Stream pipe)
    {
        try
        {
            pipe.Dispose();
        }
        catch (IOException)
        {
            // What was left could not be written: it is broken.
        }
    }

    private void Break()
    {
        if (!_queue.IsAddingCompleted)
        {
            _queue.CompleteAdding();
            _broken();
        }
    }
}
