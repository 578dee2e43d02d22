namespace Bench.Load.Streams;

/// <summary>Payload types and header extension ids of every offer and answer of the generator, those of Chromium.</summary>
internal static class StreamIds
{
    public const byte Opus = 111;
    public const byte Vp8 = 96;
    public const byte Rtx = 97;
    public const int Level = 1;
    public const int AbsoluteSendTime = 2;
    public const int TransportCc = 3;
    public const int Mid = 4;
    public const int Rid = 10;
}
