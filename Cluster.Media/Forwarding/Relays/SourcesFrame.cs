using System.Buffers.Binary;
using System.Text;
using Cluster.Media.Sdp;

namespace Cluster.Media.Forwarding.Relays;

/// <summary>
/// A frame that says what sources are like: kind, flags, round (16 bits), then for each source its number (32 bits), kind
/// and mute, number of layers, and for each layer whether it is sent, its height (16 bits), length and characters of its rid.
/// </summary>
internal static class SourcesFrame
{
    private const int HeaderBytes = 4;
    private const byte LastFlag = 1;
    private const byte MutedFlag = 0x80;

    /// <summary>Begins a frame; <paramref name="last"/>: with it a round has said every source.</summary>
    public static int Begin(Span<byte> frame, ushort round, bool last)
    {
        frame[0] = (byte)RelayFrameKind.Sources;
        frame[1] = last ? LastFlag : (byte)0;
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], round);
        return HeaderBytes;
    }

    /// <summary>Adds a source to a frame; false when it has to go into the next one.</summary>
    public static bool TryWrite(Span<byte> frame, ref int length, Source source, long nowUs)
    {
        var entry = frame[length..RelayFrame.ControlBytesMax];
        if (entry.Length < BytesOf(source))
        {
            return false;
        }

        BinaryPrimitives.WriteUInt32BigEndian(entry, source.Number.Value);
        entry[4] = (byte)((byte)source.Kind | (source.Muted ? MutedFlag : 0));
        entry[5] = (byte)source.Layers.Length;
        var at = 6;
        foreach (var layer in source.Layers)
        {
            entry[at] = layer.IsLive(nowUs) ? (byte)1 : (byte)0;
            BinaryPrimitives.WriteUInt16BigEndian(entry[(at + 1)..], (ushort)Math.Min(layer.Height, ushort.MaxValue));
            entry[at + 3] = (byte)layer.Rid.Length;
            at += 4 + Encoding.ASCII.GetBytes(layer.Rid, entry[(at + 4)..]);
        }

        length += at;
        return true;
    }

    /// <summary>Reads a frame's beginning.</summary>
    public static bool TryBegin(ReadOnlySpan<byte> frame, out ushort round, out bool last, out ReadOnlySpan<byte> entries)
    {
        (round, last) = (0, false);
        entries = default;
        if (frame.Length < HeaderBytes)
        {
            return false;
        }

        round = BinaryPrimitives.ReadUInt16BigEndian(frame[2..]);
        last = (frame[1] & LastFlag) != 0;
        entries = frame[HeaderBytes..];
        return true;
    }

    /// <summary>Takes the next source off <paramref name="entries"/>; false when it is none.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> entries, out SourceEntry entry)
    {
        entry = default;
        if (entries.Length < 6 || entries[5] is 0 or > SdpLimits.RidsMax || (entries[4] & ~MutedFlag) > (byte)SourceKind.ScreenSound)
        {
            return false;
        }

        var end = 6;
        for (var i = 0; i < entries[5]; i++)
        {
            if (entries.Length < end + 4 || entries[end + 3] > SdpLimits.IdCharsMax || entries.Length < end + 4 + entries[end + 3])
            {
                return false;
            }

            end += 4 + entries[end + 3];
        }

        entry = new SourceEntry(
            new SourceNumber(BinaryPrimitives.ReadUInt32BigEndian(entries)),
            (SourceKind)(entries[4] & ~MutedFlag),
            (entries[4] & MutedFlag) != 0,
            entries[5],
            entries[6..end]);
        entries = entries[end..];
        return true;
    }

    private static int BytesOf(Source source)
    {
        var bytes = 6;
        foreach (var layer in source.Layers)
        {
            bytes += 4 + layer.Rid.Length;
        }

        return bytes;
    }
}

/// <summary>One source as a frame says it is; its layers are read one after the other.</summary>
internal readonly ref struct SourceEntry(SourceNumber number, SourceKind kind, bool muted, int layers, ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public SourceNumber Number { get; } = number;

    public SourceKind Kind { get; } = kind;

    public bool Muted { get; } = muted;

    /// <summary>Number of layers, 1 to 4.</summary>
    public int Layers { get; } = layers;

    /// <summary>A layer, lowest first: whether it is sent, its height in pixels, and its rid.</summary>
    public (bool Live, int Height) Layer(int index, out ReadOnlySpan<byte> rid)
    {
        var at = 0;
        for (var i = 0; i < index; i++)
        {
            at += 4 + _bytes[at + 3];
        }

        rid = _bytes.Slice(at + 4, _bytes[at + 3]);
        return (_bytes[at] != 0, BinaryPrimitives.ReadUInt16BigEndian(_bytes[(at + 1)..]));
    }

    /// <summary>Whether a source is what this entry describes: of the same kind, with the same layers.</summary>
    public bool Describes(Source source)
    {
        if (source.Kind != Kind || source.Layers.Length != Layers)
        {
            return false;
        }

        for (var i = 0; i < Layers; i++)
        {
            _ = Layer(i, out var rid);
            if (!Ascii.Equals(rid, source.Layers[i].Rid))
            {
                return false;
            }
        }

        return true;
    }
}
