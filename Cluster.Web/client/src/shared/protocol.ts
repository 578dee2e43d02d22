// The signalling protocol's types, generated from the C# records in Cluster.Web/Signalling/Protocol.

export type SourceKind = 'microphone' | 'camera' | 'screen' | 'screenSound';
export type SlotUse = 'speech' | 'screenSound' | 'video';
export type Role = 'participant' | 'moderator';
export type Presence = 'present' | 'reconnecting';

export interface DeviceState { microphoneOn: boolean; cameraOn: boolean; screenOn: boolean }
export interface SourceInfo { number: number; kind: SourceKind }
export interface ParticipantInfo {
  id: string; name: string; role: Role; presence: Presence; devices: DeviceState;
  sources: SourceInfo[]; joinedAtMs: number; handRaisedAtMs?: number | null;
}
export interface RoomInfo {
  name: string; title: string; hasPassword: boolean; startsMuted: boolean; startsHidden: boolean; lobby: boolean; participantsMax: number;
}
export interface RoomSettingsPatch {
  title?: string | null; password?: string | null; startsMuted?: boolean | null; startsHidden?: boolean | null;
  lobby?: boolean | null; participantsMax?: number | null;
}
export interface ChatLine { number: number; from: string; fromName: string; to?: string | null; text: string; atMs: number }
export interface OfferedSource { mid: string; kind: SourceKind }
export interface SlotBinding { mid: string; use: SlotUse }
export interface WantedPicture { source: number; height: number }

export type ClientMessage =
  | { type: 'join'; version: number; id: string; room: string; name: string; devices: DeviceState; sdp: string; sources: OfferedSource[]; slots: SlotBinding[]; password?: string | null }
  | { type: 'resume'; version: number; id: string; room: string; self: string; resumeToken: string; chatSeen: number }
  | { type: 'offer'; id: string; sdp: string; sources: OfferedSource[]; slots: SlotBinding[] }
  | { type: 'view'; wanted: WantedPicture[] }
  | { type: 'devices'; state: DeviceState }
  | { type: 'chat'; id: string; text: string; to?: string | null }
  | { type: 'hand'; raised: boolean }
  | { type: 'rename'; id: string; name: string }
  | { type: 'room-settings'; id: string; patch: RoomSettingsPatch }
  | { type: 'leave' }
  | { type: 'ping'; number: number };

export type ServerMessage =
  | { type: 'joined'; version: number; id: string; resumed: boolean; self: string; resumeToken: string; resumeGraceMs: number; room: RoomInfo; startedAtMs: number; nowMs: number; participants: ParticipantInfo[]; sources: SourceInfo[]; chat: ChatLine[]; speakers: number[]; mediaConnected: boolean; sdp?: string | null }
  | { type: 'refused'; id?: string | null; code: string; message: string }
  | { type: 'answer'; id: string; sdp: string; sources: SourceInfo[] }
  | { type: 'done'; id: string }
  | { type: 'roster'; came: ParticipantInfo[]; changed: ParticipantInfo[]; left: string[] }
  | { type: 'speakers'; sources: number[] }
  | { type: 'chat'; line: ChatLine }
  | { type: 'room'; info: RoomInfo }
  | { type: 'media'; connected: boolean; reason?: string | null }
  | { type: 'ended'; code: string; message: string }
  | { type: 'pong'; number: number };
