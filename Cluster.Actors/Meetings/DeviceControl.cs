namespace Cluster.Actors.Meetings;

/// <summary>
/// What is on of a participant's devices, between what its owner says and what moderators allow. Held by the room and by
/// the participant's entity alike, and both decide by these rules. A moderator's mute gets a mark, one higher than the
/// last; what the owner says carries the mark it knew of, and cannot switch on what was switched off after that. What is
/// locked stays off whatever the owner says.
/// </summary>
/// <param name="MayShare">Whether the room's settings and the role let it share a screen.</param>
/// <param name="Mark">The last mark given; 0 before the first.</param>
/// <param name="Marks">The mark of each device's last mute.</param>
internal sealed record DeviceControl(DeviceState Devices, DeviceLocks Locks, bool MayShare, long Mark = 0, DeviceMarks Marks = default)
{
    /// <summary>Nothing is kept off.</summary>
    public static readonly DeviceLocks Free = new(false, false, false);

    /// <summary>The owner says what is on, knowing of every mute up to <paramref name="mark"/>.</summary>
    public DeviceControl Say(DeviceState wanted, long mark) => this with
    {
        Devices = new DeviceState(
            IsOn(Device.Microphone, wanted, mark), IsOn(Device.Camera, wanted, mark), IsOn(Device.Screen, wanted, mark)),
    };

    /// <summary>A moderator switches a device off.</summary>
    public DeviceControl Mute(Device device, bool locked) => MuteAt(device, locked, Mark + 1);

    /// <summary>The same, as it was decided elsewhere under this mark.</summary>
    public DeviceControl MuteAt(Device device, bool locked, long mark) => this with
    {
        Devices = Devices.With(device, false),
        Locks = locked ? Locks.With(device, true) : Locks,
        Mark = mark,
        Marks = Marks.With(device, mark),
    };

    /// <summary>A moderator lets a device be switched on again; it stays off until its owner does.</summary>
    public DeviceControl Unlock(Device device) => this with { Locks = Locks.With(device, false) };

    /// <summary>Whether a screen may be shared; one that is, is not any more.</summary>
    public DeviceControl LetShare(bool may) => this with { MayShare = may, Devices = may ? Devices : Devices.With(Device.Screen, false) };

    private bool IsOn(Device device, DeviceState wanted, long mark) =>
        wanted.IsOn(device)
        && !Locks.Of(device)
        && (MayShare || device != Device.Screen)
        && (Devices.IsOn(device) || mark >= Marks.Of(device));
}

/// <summary>The mark of each device's last mute; 0: never.</summary>
internal readonly record struct DeviceMarks(long Microphone, long Camera, long Screen)
{
    /// <summary>The mark of a device.</summary>
    public long Of(Device device) => device switch
    {
        Device.Microphone => Microphone,
        Device.Camera => Camera,
        _ => Screen,
    };

    /// <summary>The same with another mark for one.</summary>
    public DeviceMarks With(Device device, long mark) => device switch
    {
        Device.Microphone => this with { Microphone = mark },
        Device.Camera => this with { Camera = mark },
        _ => this with { Screen = mark },
    };
}

/// <summary>Reads and changes one of the three.</summary>
internal static class DeviceSets
{
    /// <summary>Whether a device is on.</summary>
    public static bool IsOn(this DeviceState devices, Device device) => device switch
    {
        Device.Microphone => devices.MicrophoneOn,
        Device.Camera => devices.CameraOn,
        _ => devices.ScreenOn,
    };

    /// <summary>The same with one device on or off.</summary>
    public static DeviceState With(this DeviceState devices, Device device, bool on) => device switch
    {
        Device.Microphone => devices with { MicrophoneOn = on },
        Device.Camera => devices with { CameraOn = on },
        _ => devices with { ScreenOn = on },
    };

    /// <summary>Whether a device is kept off.</summary>
    public static bool Of(this DeviceLocks locks, Device device) => device switch
    {
        Device.Microphone => locks.Microphone,
        Device.Camera => locks.Camera,
        _ => locks.Screen,
    };

    /// <summary>The same with one device kept off or not.</summary>
    public static DeviceLocks With(this DeviceLocks locks, Device device, bool locked) => device switch
    {
        Device.Microphone => locks with { Microphone = locked },
        Device.Camera => locks with { Camera = locked },
        _ => locks with { Screen = locked },
    };
}
