using System.Threading.Channels;

namespace Cluster.Media.Ipc;

/// <summary>A dump's pieces that came and are not written yet: one, because the next is sent when it is.</summary>
internal sealed class DumpPieces
{
    private readonly Channel<byte[]> _pieces = Channel.CreateUnbounded<byte[]>();

    /// <summary>One more.</summary>
    public void Add(byte[] piece) => _pieces.Writer.TryWrite(piece);

    /// <summary>There will be no more.</summary>
    public void Complete() => _pieces.Writer.TryComplete();

    /// <summary>All of them, as they come.</summary>
    public IAsyncEnumerable<byte[]> ReadAllAsync() => _pieces.Reader.ReadAllAsync();
}
