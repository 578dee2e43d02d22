using System.Buffers.Binary;

namespace Cluster.Media.Ipc;

/// <summary>Reads frames from a pipe. One thread reads.</summary>
internal sealed class FrameReader(Stream pipe)
{
    /// <summary>Bytes before a payload.</summary>
    public const int HeaderBytes = 5;

    /// <summary>The longest payload: the state of a bridge with as many endpoints and slots as can be set is far below.</summary>
    public const int PayloadBytesMax = 256 << 20;

    // What is kept between frames; a longer one has a buffer of its own.
    private const int BytesKept = 256 << 10;

    private readonly byte[] _header = new byte[HeaderBytes];
    private byte[] _kept = new byte[4_096];

    /// <summary>
    /// The next frame, whose payload holds until the one after; null: the pipe has ended. Throws <see cref="InvalidDataException"/>
    /// for what is no frame, and <see cref="IOException"/> when the pipe breaks or ends within one.
    /// </summary>
    public (FrameKind Kind, ReadOnlyMemory<byte> Payload)? Read()
    {
        var first = pipe.ReadAtLeast(_header, HeaderBytes, throwOnEndOfStream: false);
        if (first == 0)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(_header);
        var kind = (FrameKind)_header[4];
        if (first < HeaderBytes || length > PayloadBytesMax || !Enum.IsDefined(kind) || (kind != FrameKind.Message && length < sizeof(long)))
        {
            throw new InvalidDataException("What came from the other process is no frame.");
        }

        var buffer = Buffer((int)length);
        pipe.ReadExactly(buffer.Span);
        return (kind, buffer);
    }

    /// <summary>The number that the bytes of a frame without a message begin with.</summary>
    public static long NumberOf(ReadOnlySpan<byte> payload) => BinaryPrimitives.ReadInt64LittleEndian(payload);

    private Memory<byte> Buffer(int length)
    {
        if (length > BytesKept)
        {
            return new byte[length];
        }

        if (_kept.Length < length)
        {
            _kept = new byte[BytesKept];
        }

        return _kept.AsMemory(0, length);
    }
}
