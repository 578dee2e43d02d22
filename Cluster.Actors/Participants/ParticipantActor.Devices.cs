using Akka.Actor;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;

namespace Cluster.Actors.Participants;

/// <content>
/// What is on: the client says, moderators allow, and the bridge forwards only what both let. It is decided here by the
/// same rules as in the room, so that switching off takes effect without asking anybody.
/// </content>
internal sealed partial class ParticipantActor
{
    private DeviceControl control = new(new DeviceState(false, false, false), DeviceControl.Free, MayShare: true);

    private void SetDevices(DeviceState wanted, long mark) => Take(control.Say(wanted, mark), tellRoom: true);

    private void OnMuted(RoomReply.Muted it)
    {
        if (it.Mark > control.Mark)
        {
            Take(control.MuteAt(it.Device, it.Locked, it.Mark), tellRoom: false);
            Tell(new ParticipantNotice.Muted(it.Device, it.Locked, it.Mark, it.By));
        }
    }

    private void OnUnlocked(RoomReply.Unlocked it) => Take(control.Unlock(it.Device), tellRoom: false);

    // Who shares a screen is told that it stopped, as by a mute that nobody in particular did.
    private void OnSharingChanged(RoomReply.SharingChanged it)
    {
        var stopped = control.Devices.ScreenOn && !it.May;
        Take(control.LetShare(it.May), tellRoom: false);
        if (stopped)
        {
            Tell(new ParticipantNotice.Muted(Device.Screen, Locked: false, control.Mark, ""));
        }
    }

    // The room may have decided something between the promise of the place and the entry.
    private void TakeControl(MeetingView view)
    {
        if (view.Participants.FirstOrDefault(info => info.Id == key.Participant) is { } self)
        {
            control = control with { Devices = self.Devices, Locks = self.Locked, MayShare = view.MayShare };
        }
    }

    private void Take(DeviceControl now, bool tellRoom)
    {
        var before = control.Devices;
        control = now;
        if (now.Devices == before)
        {
            return;
        }

        Mute();
        if (tellRoom)
        {
            services.Rooms.Tell(new RoomCommand.SetDevices(room, key.Participant, now.Devices, now.Mark));
        }
    }

    private void Mute()
    {
        if (sources.Count == 0)
        {
            return;
        }

        var muted = sources.ToLookup(source => SourceNumbers.IsMuted(source.Kind, control.Devices), source => source.Number);
        foreach (var open in Everywhere)
        {
            services.Bridges.Tell(new BridgeCommand.SetMuted(open, [.. muted[true]], [.. muted[false]]));
        }
    }

    // Before it is in, the client learns of it by what it is shown when it is.
    private void Tell(ParticipantNotice notice)
    {
        if (stage == Stage.Present)
        {
            connection.Tell(notice);
        }
    }
}
