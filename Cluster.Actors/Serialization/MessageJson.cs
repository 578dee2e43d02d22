using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Actors.Accounts;
using Cluster.Actors.Bridges;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;
using Cluster.Actors.Sharding;

namespace Cluster.Actors.Serialization;

/// <summary>
/// How each message in the list is written: names in camel case, enumerations by name. Unknown fields are ignored, so
/// that a newer node may add some; a missing field is an error unless it has a default.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    AllowOutOfOrderMetadataProperties = true,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    Converters = [typeof(RoomNameConverter), typeof(AccountNameConverter), typeof(AccountIdConverter), typeof(BridgeKeyConverter)])]
[JsonSerializable(typeof(ParticipantCommand.Join), TypeInfoPropertyName = "ParticipantCommandJoin")]
[JsonSerializable(typeof(ParticipantCommand.Resume), TypeInfoPropertyName = "ParticipantCommandResume")]
[JsonSerializable(typeof(ParticipantCommand.Renegotiate), TypeInfoPropertyName = "ParticipantCommandRenegotiate")]
[JsonSerializable(typeof(ParticipantCommand.View), TypeInfoPropertyName = "ParticipantCommandView")]
[JsonSerializable(typeof(ParticipantCommand.SetDevices), TypeInfoPropertyName = "ParticipantCommandSetDevices")]
[JsonSerializable(typeof(ParticipantCommand.Say), TypeInfoPropertyName = "ParticipantCommandSay")]
[JsonSerializable(typeof(ParticipantCommand.RaiseHand), TypeInfoPropertyName = "ParticipantCommandRaiseHand")]
[JsonSerializable(typeof(ParticipantCommand.Rename), TypeInfoPropertyName = "ParticipantCommandRename")]
[JsonSerializable(typeof(ParticipantCommand.ChangeRoom), TypeInfoPropertyName = "ParticipantCommandChangeRoom")]
[JsonSerializable(typeof(ParticipantCommand.Mute), TypeInfoPropertyName = "ParticipantCommandMute")]
[JsonSerializable(typeof(ParticipantCommand.Unlock), TypeInfoPropertyName = "ParticipantCommandUnlock")]
[JsonSerializable(typeof(ParticipantCommand.Remove), TypeInfoPropertyName = "ParticipantCommandRemove")]
[JsonSerializable(typeof(ParticipantCommand.GiveRole), TypeInfoPropertyName = "ParticipantCommandGiveRole")]
[JsonSerializable(typeof(ParticipantCommand.EndMeeting), TypeInfoPropertyName = "ParticipantCommandEndMeeting")]
[JsonSerializable(typeof(ParticipantCommand.Leave), TypeInfoPropertyName = "ParticipantCommandLeave")]
[JsonSerializable(typeof(ParticipantCommand.ConnectionLost), TypeInfoPropertyName = "ParticipantCommandConnectionLost")]
[JsonSerializable(typeof(ParticipantNotice.Joined), TypeInfoPropertyName = "ParticipantNoticeJoined")]
[JsonSerializable(typeof(ParticipantNotice.Waiting), TypeInfoPropertyName = "ParticipantNoticeWaiting")]
[JsonSerializable(typeof(ParticipantNotice.Muted), TypeInfoPropertyName = "ParticipantNoticeMuted")]
[JsonSerializable(typeof(ParticipantNotice.HostsChanged), TypeInfoPropertyName = "ParticipantNoticeHostsChanged")]
[JsonSerializable(typeof(ParticipantNotice.Refused), TypeInfoPropertyName = "ParticipantNoticeRefused")]
[JsonSerializable(typeof(ParticipantNotice.Answered), TypeInfoPropertyName = "ParticipantNoticeAnswered")]
[JsonSerializable(typeof(ParticipantNotice.Done), TypeInfoPropertyName = "ParticipantNoticeDone")]
[JsonSerializable(typeof(ParticipantNotice.RosterChanged), TypeInfoPropertyName = "ParticipantNoticeRosterChanged")]
[JsonSerializable(typeof(ParticipantNotice.SpeakersChanged), TypeInfoPropertyName = "ParticipantNoticeSpeakersChanged")]
[JsonSerializable(typeof(ParticipantNotice.Said), TypeInfoPropertyName = "ParticipantNoticeSaid")]
[JsonSerializable(typeof(ParticipantNotice.RoomChanged), TypeInfoPropertyName = "ParticipantNoticeRoomChanged")]
[JsonSerializable(typeof(ParticipantNotice.MediaState), TypeInfoPropertyName = "ParticipantNoticeMediaState")]
[JsonSerializable(typeof(ParticipantNotice.Ended), TypeInfoPropertyName = "ParticipantNoticeEnded")]
[JsonSerializable(typeof(RoomCommand.Admit), TypeInfoPropertyName = "RoomCommandAdmit")]
[JsonSerializable(typeof(RoomCommand.Enter), TypeInfoPropertyName = "RoomCommandEnter")]
[JsonSerializable(typeof(RoomCommand.Look), TypeInfoPropertyName = "RoomCommandLook")]
[JsonSerializable(typeof(RoomCommand.Leave), TypeInfoPropertyName = "RoomCommandLeave")]
[JsonSerializable(typeof(RoomCommand.SetPresence), TypeInfoPropertyName = "RoomCommandSetPresence")]
[JsonSerializable(typeof(RoomCommand.SetDevices), TypeInfoPropertyName = "RoomCommandSetDevices")]
[JsonSerializable(typeof(RoomCommand.Publish), TypeInfoPropertyName = "RoomCommandPublish")]
[JsonSerializable(typeof(RoomCommand.Say), TypeInfoPropertyName = "RoomCommandSay")]
[JsonSerializable(typeof(RoomCommand.RaiseHand), TypeInfoPropertyName = "RoomCommandRaiseHand")]
[JsonSerializable(typeof(RoomCommand.Rename), TypeInfoPropertyName = "RoomCommandRename")]
[JsonSerializable(typeof(RoomCommand.Change), TypeInfoPropertyName = "RoomCommandChange")]
[JsonSerializable(typeof(RoomCommand.SpeakersHeard), TypeInfoPropertyName = "RoomCommandSpeakersHeard")]
[JsonSerializable(typeof(RoomReply.Admitted), TypeInfoPropertyName = "RoomReplyAdmitted")]
[JsonSerializable(typeof(RoomReply.Viewed), TypeInfoPropertyName = "RoomReplyViewed")]
[JsonSerializable(typeof(RoomReply.NotIn), TypeInfoPropertyName = "RoomReplyNotIn")]
[JsonSerializable(typeof(RoomRecordEvent.SettingsChanged), TypeInfoPropertyName = "RoomRecordEventSettingsChanged")]
[JsonSerializable(typeof(RoomRecord), TypeInfoPropertyName = "RoomRecord")]
[JsonSerializable(typeof(BridgeCommand.Negotiate), TypeInfoPropertyName = "BridgeCommandNegotiate")]
[JsonSerializable(typeof(BridgeCommand.SetView), TypeInfoPropertyName = "BridgeCommandSetView")]
[JsonSerializable(typeof(BridgeCommand.SetMuted), TypeInfoPropertyName = "BridgeCommandSetMuted")]
[JsonSerializable(typeof(BridgeCommand.CloseEndpoint), TypeInfoPropertyName = "BridgeCommandCloseEndpoint")]
[JsonSerializable(typeof(BridgeCommand.Close), TypeInfoPropertyName = "BridgeCommandClose")]
[JsonSerializable(typeof(BridgeReply.Answered), TypeInfoPropertyName = "BridgeReplyAnswered")]
[JsonSerializable(typeof(BridgeReply.Refused), TypeInfoPropertyName = "BridgeReplyRefused")]
[JsonSerializable(typeof(BridgeNotice.EndpointConnected), TypeInfoPropertyName = "BridgeNoticeEndpointConnected")]
[JsonSerializable(typeof(BridgeNotice.EndpointLost), TypeInfoPropertyName = "BridgeNoticeEndpointLost")]
[JsonSerializable(typeof(AccountCommand.Create), TypeInfoPropertyName = "AccountCommandCreate")]
[JsonSerializable(typeof(AccountCommand.Verify), TypeInfoPropertyName = "AccountCommandVerify")]
[JsonSerializable(typeof(AccountCommand.Disable), TypeInfoPropertyName = "AccountCommandDisable")]
[JsonSerializable(typeof(AccountCommand.Add), TypeInfoPropertyName = "AccountCommandAdd")]
[JsonSerializable(typeof(AccountCommand.AddExternal), TypeInfoPropertyName = "AccountCommandAddExternal")]
[JsonSerializable(typeof(AccountCommand.SignInExternal), TypeInfoPropertyName = "AccountCommandSignInExternal")]
[JsonSerializable(typeof(AccountCommand.Identify), TypeInfoPropertyName = "AccountCommandIdentify")]
[JsonSerializable(typeof(AccountCommand.Show), TypeInfoPropertyName = "AccountCommandShow")]
[JsonSerializable(typeof(AccountCommand.ChangePassword), TypeInfoPropertyName = "AccountCommandChangePassword")]
[JsonSerializable(typeof(AccountCommand.SetPassword), TypeInfoPropertyName = "AccountCommandSetPassword")]
[JsonSerializable(typeof(AccountCommand.Enable), TypeInfoPropertyName = "AccountCommandEnable")]
[JsonSerializable(typeof(AccountCommand.Remove), TypeInfoPropertyName = "AccountCommandRemove")]
[JsonSerializable(typeof(AccountCommand.SetRole), TypeInfoPropertyName = "AccountCommandSetRole")]
[JsonSerializable(typeof(AccountCommand.Rename), TypeInfoPropertyName = "AccountCommandRename")]
[JsonSerializable(typeof(AccountCommand.Invite), TypeInfoPropertyName = "AccountCommandInvite")]
[JsonSerializable(typeof(AccountCommand.RevokeLinks), TypeInfoPropertyName = "AccountCommandRevokeLinks")]
[JsonSerializable(typeof(AccountCommand.LookAtLink), TypeInfoPropertyName = "AccountCommandLookAtLink")]
[JsonSerializable(typeof(AccountCommand.UseLink), TypeInfoPropertyName = "AccountCommandUseLink")]
[JsonSerializable(typeof(AccountReply.Created), TypeInfoPropertyName = "AccountReplyCreated")]
[JsonSerializable(typeof(AccountReply.Verified), TypeInfoPropertyName = "AccountReplyVerified")]
[JsonSerializable(typeof(AccountReply.Done), TypeInfoPropertyName = "AccountReplyDone")]
[JsonSerializable(typeof(AccountReply.Linked), TypeInfoPropertyName = "AccountReplyLinked")]
[JsonSerializable(typeof(AccountReply.LinkFound), TypeInfoPropertyName = "AccountReplyLinkFound")]
[JsonSerializable(typeof(AccountReply.Shown), TypeInfoPropertyName = "AccountReplyShown")]
[JsonSerializable(typeof(AccountReply.Refused), TypeInfoPropertyName = "AccountReplyRefused")]
[JsonSerializable(typeof(AccountEvent.Created), TypeInfoPropertyName = "AccountEventCreated")]
[JsonSerializable(typeof(AccountEvent.Disabled), TypeInfoPropertyName = "AccountEventDisabled")]
[JsonSerializable(typeof(AccountEvent.Enabled), TypeInfoPropertyName = "AccountEventEnabled")]
[JsonSerializable(typeof(AccountEvent.RoleChanged), TypeInfoPropertyName = "AccountEventRoleChanged")]
[JsonSerializable(typeof(AccountEvent.LinkMade), TypeInfoPropertyName = "AccountEventLinkMade")]
[JsonSerializable(typeof(AccountEvent.LinkUsed), TypeInfoPropertyName = "AccountEventLinkUsed")]
[JsonSerializable(typeof(AccountEvent.LinksRevoked), TypeInfoPropertyName = "AccountEventLinksRevoked")]
[JsonSerializable(typeof(AccountEvent.PasswordSet), TypeInfoPropertyName = "AccountEventPasswordSet")]
[JsonSerializable(typeof(AccountEvent.Removed), TypeInfoPropertyName = "AccountEventRemoved")]
[JsonSerializable(typeof(IReadOnlyList<LinkSummary>), TypeInfoPropertyName = "IReadOnlyListLinkSummary")]
[JsonSerializable(typeof(RegionProbe), TypeInfoPropertyName = "RegionProbe")]
[JsonSerializable(typeof(RegionAlive), TypeInfoPropertyName = "RegionAlive")]
[JsonSerializable(typeof(StopEntity), TypeInfoPropertyName = "StopEntity")]
internal sealed partial class MessageJson : JsonSerializerContext;
