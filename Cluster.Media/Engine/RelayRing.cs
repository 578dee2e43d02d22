using System.Runtime.InteropServices;
using Cluster.Media.Forwarding.Relays;

namespace Cluster.Media.Engine;

/// <summary>
/// A relay's link in memory: a ring of bytes that one worker writes frames into and another reads from, without a lock and
/// without allocating. Frames take as many bytes as they have, so that a mebibyte holds some 800 pictures' packets or
/// 8,000 of sound.
/// </summary>
/// <remarks>
/// A frame lies in one piece after its length (32 bits), at a multiple of four. Where the rest of the ring is too short for
/// the longest frame, its place is marked and the next one begins at the front. Each side writes its own position only,
/// after the bytes; the positions have cache lines of their own.
/// </remarks>
internal sealed class RelayRing : IRelayLink
{
    private const int LengthBytes = 4;
    private const int GoOnAtFront = -1;
    private const int FramesMin = 4;

    private readonly byte[] _bytes;
    private readonly int _frameBytesMax;
    private Positions _positions;

    // The writer's: where its frame goes, and how far the reader was when it looked last.
    private long _reservedAt;
    private long _readSeen;

    // The reader's: where the frame after this one begins.
    private long _next;

    /// <summary>A ring of about <paramref name="bytes"/> bytes, at least four of the longest frames.</summary>
    public RelayRing(int bytes, int frameBytesMax = RelayFrame.BytesMax)
    {
        _frameBytesMax = frameBytesMax;
        _bytes = GC.AllocateUninitializedArray<byte>(Math.Max(bytes, FramesMin * (LengthBytes + frameBytesMax)) & ~3);
    }

    /// <inheritdoc/>
    public Span<byte> Reserve()
    {
        var needed = LengthBytes + _frameBytesMax;
        var written = _positions.Written;
        var at = (int)(written % _bytes.Length);
        var skipped = _bytes.Length - at < needed ? _bytes.Length - at : 0;
        if (written + skipped + needed - _readSeen > _bytes.Length)
        {
            _readSeen = Volatile.Read(ref _positions.Read);
            if (written + skipped + needed - _readSeen > _bytes.Length)
            {
                return default;
            }
        }

        if (skipped > 0)
        {
            MemoryMarshal.Write(_bytes.AsSpan(at), GoOnAtFront);
            at = 0;
        }

        _reservedAt = written + skipped;
        return _bytes.AsSpan(at + LengthBytes, _frameBytesMax);
    }

    /// <inheritdoc/>
    public void Commit(int length)
    {
        MemoryMarshal.Write(_bytes.AsSpan((int)(_reservedAt % _bytes.Length)), length);
        Volatile.Write(ref _positions.Written, _reservedAt + ((LengthBytes + length + 3) & ~3));
    }

    /// <summary>The next frame, good until <see cref="Advance"/>; false: none is there.</summary>
    public bool TryPeek(out ReadOnlySpan<byte> frame)
    {
        frame = default;
        var read = _positions.Read;
        if (read == Volatile.Read(ref _positions.Written))
        {
            return false;
        }

        var at = (int)(read % _bytes.Length);
        var length = MemoryMarshal.Read<int>(_bytes.AsSpan(at));
        if (length == GoOnAtFront)
        {
            read += _bytes.Length - at;
            at = 0;
            length = MemoryMarshal.Read<int>(_bytes);
        }

        frame = _bytes.AsSpan(at + LengthBytes, length);
        _next = read + ((LengthBytes + length + 3) & ~3);
        return true;
    }

    /// <summary>Gives the place of the frame that was looked at back.</summary>
    public void Advance() => Volatile.Write(ref _positions.Read, _next);

    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct Positions
    {
        [FieldOffset(64)]
        public long Written;

        [FieldOffset(128)]
        public long Read;
    }
}
