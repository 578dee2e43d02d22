using Cluster.Media;

namespace Cluster.Actors.Meetings;

/// <summary>
/// How sources get their numbers: a room gives each participant a block of them at admission, one number a kind. So a
/// kind keeps its number over every further offer without asking, and no number is ever another's.
/// </summary>
internal static class SourceNumbers
{
    /// <summary>Numbers in a block.</summary>
    public const uint BlockSize = 4;

    /// <summary>The number of a kind in the block that begins with <paramref name="first"/>.</summary>
    public static uint Of(uint first, SourceKind kind) => first + (uint)kind;

    /// <summary>Whether a kind is silent or dark while the devices are so.</summary>
    public static bool IsMuted(SourceKind kind, DeviceState devices) => kind switch
    {
        SourceKind.Microphone => !devices.MicrophoneOn,
        SourceKind.Camera => !devices.CameraOn,
        _ => !devices.ScreenOn,
    };
}
