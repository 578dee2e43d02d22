namespace Cluster.Media.Ipc;

/// <summary>
/// What a frame has in it. A frame is its payload's length (4 bytes, little-endian), its kind (1 byte) and its payload.
/// </summary>
internal enum FrameKind : byte
{
    /// <summary>A command or a report, as JSON.</summary>
    Message = 1,

    /// <summary>A piece of a dump: its call's number (8 bytes, little-endian), then the file's bytes.</summary>
    DumpPiece = 2,

    /// <summary>A datagram from a client or to it: its association's number (8 bytes, little-endian), then the datagram.</summary>
    Dtls = 3,
}
