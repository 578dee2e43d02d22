namespace Bench.Load.Streams;

/// <summary>One encoding of a camera as a paced sender puts it on the wire.</summary>
/// <param name="PacketsPerSecond">Of this layer.</param>
/// <param name="PacketBytes">Bytes of a packet as UDP payload when it is protected by GCM.</param>
/// <param name="BurstPackets">Packets the pacer sends back to back.</param>
/// <param name="Height">Pixels; the width is 16/9 of it.</param>
/// <param name="Rid">Its rid, empty without simulcast.</param>
internal sealed record VideoShape(double PacketsPerSecond, int PacketBytes, int BurstPackets, int Height, string Rid = "")
{
    public const int FramesPerSecond = 30;

    /// <summary>Usual simulcast: 180p at 150 kbit/s, 360p at 500 kbit/s, 720p at 1.5 Mbit/s.</summary>
    public static VideoShape[] Simulcast { get; } =
    [
        new(30, 650, 1, 180, "q"),
        new(60, 1_050, 2, 360, "h"),
        new(180, 1_100, 3, 720, "f"),
    ];
}
