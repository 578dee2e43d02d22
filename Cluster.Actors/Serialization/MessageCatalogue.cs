using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;
using Cluster.Actors.Accounts;
using Cluster.Actors.Bridges;
using Cluster.Actors.Participants;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;
using Cluster.Actors.Sharding;

namespace Cluster.Actors.Serialization;

/// <summary>
/// The closed list of what our serializer writes and reads. A manifest names a type and the version of its form: a form
/// that older nodes or journals could not read gets the next number, beside the old entry and not in its place.
/// </summary>
internal static class MessageCatalogue
{
    private static readonly FrozenDictionary<string, Type> ByManifest = new Dictionary<string, Type>
    {
        ["participant.join:1"] = typeof(ParticipantCommand.Join),
        ["participant.resume:1"] = typeof(ParticipantCommand.Resume),
        ["participant.renegotiate:1"] = typeof(ParticipantCommand.Renegotiate),
        ["participant.view:1"] = typeof(ParticipantCommand.View),
        ["participant.set-devices:1"] = typeof(ParticipantCommand.SetDevices),
        ["participant.say:1"] = typeof(ParticipantCommand.Say),
        ["participant.raise-hand:1"] = typeof(ParticipantCommand.RaiseHand),
        ["participant.rename:1"] = typeof(ParticipantCommand.Rename),
        ["participant.change-room:1"] = typeof(ParticipantCommand.ChangeRoom),
        ["participant.mute:1"] = typeof(ParticipantCommand.Mute),
        ["participant.unlock:1"] = typeof(ParticipantCommand.Unlock),
        ["participant.remove:1"] = typeof(ParticipantCommand.Remove),
        ["participant.give-role:1"] = typeof(ParticipantCommand.GiveRole),
        ["participant.end-meeting:1"] = typeof(ParticipantCommand.EndMeeting),
        ["participant.leave:1"] = typeof(ParticipantCommand.Leave),
        ["participant.connection-lost:1"] = typeof(ParticipantCommand.ConnectionLost),
        ["notice.joined:1"] = typeof(ParticipantNotice.Joined),
        ["notice.waiting:1"] = typeof(ParticipantNotice.Waiting),
        ["notice.muted:1"] = typeof(ParticipantNotice.Muted),
        ["notice.hosts-changed:1"] = typeof(ParticipantNotice.HostsChanged),
        ["notice.refused:1"] = typeof(ParticipantNotice.Refused),
        ["notice.answered:1"] = typeof(ParticipantNotice.Answered),
        ["notice.done:1"] = typeof(ParticipantNotice.Done),
        ["notice.roster-changed:1"] = typeof(ParticipantNotice.RosterChanged),
        ["notice.speakers-changed:1"] = typeof(ParticipantNotice.SpeakersChanged),
        ["notice.said:1"] = typeof(ParticipantNotice.Said),
        ["notice.room-changed:1"] = typeof(ParticipantNotice.RoomChanged),
        ["notice.media-state:1"] = typeof(ParticipantNotice.MediaState),
        ["notice.ended:1"] = typeof(ParticipantNotice.Ended),
        ["room.admit:1"] = typeof(RoomCommand.Admit),
        ["room.enter:1"] = typeof(RoomCommand.Enter),
        ["room.look:1"] = typeof(RoomCommand.Look),
        ["room.leave:1"] = typeof(RoomCommand.Leave),
        ["room.set-presence:1"] = typeof(RoomCommand.SetPresence),
        ["room.set-devices:1"] = typeof(RoomCommand.SetDevices),
        ["room.publish:1"] = typeof(RoomCommand.Publish),
        ["room.say:1"] = typeof(RoomCommand.Say),
        ["room.raise-hand:1"] = typeof(RoomCommand.RaiseHand),
        ["room.rename:1"] = typeof(RoomCommand.Rename),
        ["room.change:1"] = typeof(RoomCommand.Change),
        ["room.speakers-heard:1"] = typeof(RoomCommand.SpeakersHeard),
        ["room.admitted:1"] = typeof(RoomReply.Admitted),
        ["room.viewed:1"] = typeof(RoomReply.Viewed),
        ["room.not-in:1"] = typeof(RoomReply.NotIn),
        ["room.mute:1"] = typeof(RoomCommand.Mute),
        ["room.unlock:1"] = typeof(RoomCommand.Unlock),
        ["room.remove:1"] = typeof(RoomCommand.Remove),
        ["room.give-role:1"] = typeof(RoomCommand.GiveRole),
        ["room.end-meeting:1"] = typeof(RoomCommand.EndMeeting),
        ["room.show:1"] = typeof(RoomCommand.Show),
        ["room.look-at-door:1"] = typeof(RoomCommand.LookAtDoor),
        ["room.administer:1"] = typeof(RoomCommand.Administer),
        ["room.shut:1"] = typeof(RoomCommand.Shut),
        ["room.forget:1"] = typeof(RoomCommand.Forget),
        ["room.waiting:1"] = typeof(RoomReply.Waiting),
        ["room.muted:1"] = typeof(RoomReply.Muted),
        ["room.unlocked:1"] = typeof(RoomReply.Unlocked),
        ["room.sharing-changed:1"] = typeof(RoomReply.SharingChanged),
        ["room-answer.shown:1"] = typeof(RoomAnswer.Shown),
        ["room-answer.entry:1"] = typeof(RoomAnswer.Entry),
        ["room-answer.closed:1"] = typeof(RoomAnswer.Closed),
        ["room-answer.removed:1"] = typeof(RoomAnswer.Removed),
        ["room-answer.refused:1"] = typeof(RoomAnswer.Refused),
        ["room-record.role-given:1"] = typeof(RoomRecordEvent.RoleGiven),
        ["room-record.locks-changed:1"] = typeof(RoomRecordEvent.LocksChanged),
        ["room-record.meeting-ended:1"] = typeof(RoomRecordEvent.MeetingEnded),
        ["room-record.removed:1"] = typeof(RoomRecordEvent.Removed),
        ["rooms.count:1"] = typeof(CountRooms),
        ["rooms.counted:1"] = typeof(RoomsCounted),
        ["room-record.settings-changed:1"] = typeof(RoomRecordEvent.SettingsChanged),
        ["room-record.snapshot:1"] = typeof(RoomRecord),
        ["bridge.negotiate:1"] = typeof(BridgeCommand.Negotiate),
        ["bridge.set-view:1"] = typeof(BridgeCommand.SetView),
        ["bridge.set-muted:1"] = typeof(BridgeCommand.SetMuted),
        ["bridge.close-endpoint:1"] = typeof(BridgeCommand.CloseEndpoint),
        ["bridge.close:1"] = typeof(BridgeCommand.Close),
        ["bridge.answered:1"] = typeof(BridgeReply.Answered),
        ["bridge.refused:1"] = typeof(BridgeReply.Refused),
        ["bridge.endpoint-connected:1"] = typeof(BridgeNotice.EndpointConnected),
        ["bridge.endpoint-lost:1"] = typeof(BridgeNotice.EndpointLost),
        ["account.create:2"] = typeof(AccountCommand.Create),
        ["account.verify:1"] = typeof(AccountCommand.Verify),
        ["account.disable:1"] = typeof(AccountCommand.Disable),
        ["account.add:1"] = typeof(AccountCommand.Add),
        ["account.add-external:1"] = typeof(AccountCommand.AddExternal),
        ["account.sign-in-external:1"] = typeof(AccountCommand.SignInExternal),
        ["account.identify:1"] = typeof(AccountCommand.Identify),
        ["account.show:1"] = typeof(AccountCommand.Show),
        ["account.change-password:1"] = typeof(AccountCommand.ChangePassword),
        ["account.set-password:1"] = typeof(AccountCommand.SetPassword),
        ["account.enable:1"] = typeof(AccountCommand.Enable),
        ["account.remove:1"] = typeof(AccountCommand.Remove),
        ["account.set-role:1"] = typeof(AccountCommand.SetRole),
        ["account.rename:1"] = typeof(AccountCommand.Rename),
        ["account.invite:1"] = typeof(AccountCommand.Invite),
        ["account.revoke-links:1"] = typeof(AccountCommand.RevokeLinks),
        ["account.look-at-link:1"] = typeof(AccountCommand.LookAtLink),
        ["account.use-link:1"] = typeof(AccountCommand.UseLink),
        ["account.created:1"] = typeof(AccountReply.Created),
        ["account.verified:2"] = typeof(AccountReply.Verified),
        ["account.linked:1"] = typeof(AccountReply.Linked),
        ["account.link-found:1"] = typeof(AccountReply.LinkFound),
        ["account.shown:1"] = typeof(AccountReply.Shown),
        ["account.done:1"] = typeof(AccountReply.Done),
        ["account.refused:1"] = typeof(AccountReply.Refused),
        ["account-event.created:1"] = typeof(AccountEvent.Created),
        ["account-event.disabled:1"] = typeof(AccountEvent.Disabled),
        ["account-event.enabled:1"] = typeof(AccountEvent.Enabled),
        ["account-event.role-changed:1"] = typeof(AccountEvent.RoleChanged),
        ["account-event.link-made:1"] = typeof(AccountEvent.LinkMade),
        ["account-event.link-used:1"] = typeof(AccountEvent.LinkUsed),
        ["account-event.links-revoked:1"] = typeof(AccountEvent.LinksRevoked),
        ["account-event.password-set:1"] = typeof(AccountEvent.PasswordSet),
        ["account-event.removed:1"] = typeof(AccountEvent.Removed),
        ["policy.get:1"] = typeof(PolicyCommand.Get),
        ["policy.set:1"] = typeof(PolicyCommand.Set),
        ["policy.reset:1"] = typeof(PolicyCommand.Reset),
        ["policy.known:1"] = typeof(PolicyRecord),
        ["policy.changed:1"] = typeof(PolicyReply.Changed),
        ["policy.refused:1"] = typeof(PolicyReply.Refused),
        ["policy-event.changed:1"] = typeof(PolicyEvent.Changed),
        ["policy-event.reset:1"] = typeof(PolicyEvent.Reset),
        ["region.probe:1"] = typeof(RegionProbe),
        ["region.alive:1"] = typeof(RegionAlive),
        ["entity.stop:1"] = typeof(StopEntity),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string> ByType = ByManifest.ToFrozenDictionary(entry => entry.Value, entry => entry.Key);

    /// <summary>Everything in the list.</summary>
    public static IEnumerable<(string Manifest, Type Type)> Entries => ByManifest.Select(entry => (entry.Key, entry.Value));

    /// <summary>A type's manifest; null when it is not in the list.</summary>
    public static string? ManifestOf(Type type) => ByType.GetValueOrDefault(type);

    /// <summary>How to read what was written under a manifest; null when it is not in the list.</summary>
    public static JsonTypeInfo? TypeInfoOf(string manifest) =>
        ByManifest.TryGetValue(manifest, out var type) ? MessageJson.Default.GetTypeInfo(type) : null;
}
