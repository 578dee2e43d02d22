using Cluster.Actors.Meetings;
using CsCheck;

namespace Actors.Tests.Meetings;

public sealed class DeviceControlTests
{
    private static readonly DeviceState AllOn = new(true, true, true);

    private static readonly Gen<DeviceState> Devices = Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, (m, c, s) => new DeviceState(m, c, s));

    // What may happen to a participant's devices, as a change and as what it is.
    private static readonly Gen<(string What, Func<DeviceControl, DeviceControl> Do)> Happening = Gen.OneOf(
        Gen.Select(Devices, Gen.Long[0, 20], (devices, mark) => ($"say {devices} {mark}", (Func<DeviceControl, DeviceControl>)(control => control.Say(devices, mark)))),
        Gen.Select(Gen.Enum<Device>(), Gen.Bool, (device, locked) => ($"mute {device} {locked}", (Func<DeviceControl, DeviceControl>)(control => control.Mute(device, locked)))),
        Gen.Enum<Device>().Select(device => ($"unlock {device}", (Func<DeviceControl, DeviceControl>)(control => control.Unlock(device)))),
        Gen.Bool.Select(may => ($"share {may}", (Func<DeviceControl, DeviceControl>)(control => control.LetShare(may)))));

    [Fact]
    public void What_is_kept_off_is_off_whatever_the_owner_says() => Happening.Array[0, 60].Sample(happenings =>
    {
        var control = new DeviceControl(AllOn, DeviceControl.Free, MayShare: true);
        foreach (var (_, change) in happenings)
        {
            control = change(control);
            Assert.All(Enum.GetValues<Device>(), device => Assert.False(control.Locks.Of(device) && control.Devices.IsOn(device)));
            Assert.True(control.MayShare || !control.Devices.ScreenOn);
        }
    });

    [Fact]
    public void Only_who_knows_of_a_mute_undoes_it() => Gen.Select(Gen.Enum<Device>(), Gen.Int[1, 5], Gen.Long[0, 10]).Sample((device, mutes, mark) =>
    {
        var control = new DeviceControl(AllOn, DeviceControl.Free, MayShare: true);
        for (var mute = 0; mute < mutes; mute++)
        {
            control = control.Mute(device, locked: false);
        }

        Assert.Equal(mark >= mutes, control.Say(AllOn, mark).Devices.IsOn(device));
    });

    [Fact]
    public void A_late_word_about_other_devices_is_still_heard()
    {
        var control = new DeviceControl(new DeviceState(true, false, false), DeviceControl.Free, true).Mute(Device.Microphone, false);
        Assert.Equal(new DeviceState(false, true, false), control.Say(new DeviceState(true, true, false), 0).Devices);
    }

    [Fact]
    public void Room_and_participant_agree_when_all_is_said() => Happening.Array[0, 40].Sample(happenings =>
    {
        var room = new DeviceControl(AllOn, DeviceControl.Free, MayShare: true);
        var participant = room;
        foreach (var (what, change) in happenings)
        {
            if (what.StartsWith("say", StringComparison.Ordinal))
            {
                participant = change(participant);
                room = room.Say(participant.Devices, participant.Mark);
            }
            else
            {
                (room, participant) = (change(room), change(participant));
            }

            Assert.Equal((participant.Devices, participant.Locks), (room.Devices, room.Locks));
        }
    });
}
