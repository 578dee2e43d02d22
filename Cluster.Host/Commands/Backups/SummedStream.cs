using System.Buffers.Binary;
using System.IO.Hashing;

namespace Cluster.Host.Commands.Backups;

/// <summary>
/// What comes out of a gzip archive of one member, with the sum and length that its last bytes must say (RFC 1952, section 2.3.1). The
/// runtime compares them, too, but not where the damage lets the packed data end too soon or never.
/// </summary>
internal sealed class SummedStream(Stream unpacked) : Stream
{
    private const int TrailerBytes = 8;

    private readonly Crc32 sum = new();
    private long bytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => bytes;
        set => throw new NotSupportedException();
    }

    /// <summary>Whether all that came out is what the end of <paramref name="archive"/> says; it must have been read to its end.</summary>
    public async Task<bool> IsWholeAsync(Stream archive)
    {
        var trailer = new byte[TrailerBytes];
        archive.Seek(-TrailerBytes, SeekOrigin.End);
        await archive.ReadExactlyAsync(trailer).ConfigureAwait(false);
        return BinaryPrimitives.ReadUInt32LittleEndian(trailer) == sum.GetCurrentHashAsUInt32()
            && BinaryPrimitives.ReadUInt32LittleEndian(trailer.AsSpan(sizeof(uint))) == unchecked((uint)bytes);
    }

    public override int Read(byte[] buffer, int offset, int count) => Note(buffer.AsSpan(offset, count), unpacked.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Note(buffer, unpacked.Read(buffer));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await unpacked.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return Note(buffer.Span, read);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Note(ReadOnlySpan<byte> buffer, int read)
    {
        sum.Append(buffer[..read]);
        bytes += read;
        return read;
    }
}
