// What the signalling protocol's messages are made of, generated from the C# records in Cluster.Web/Signalling/Protocol.
// The build writes this file: change the records, not the file.

/** What a source is. */
export type SourceKind = 'microphone' | 'camera' | 'screen' | 'screenSound';

/** What a receive slot is for. */
export type SlotUse = 'speech' | 'screenSound' | 'video';

/** Why a client stays where it is that was asked to move to another bridge. */
export type MoveFailure = 'refused' | 'notConnected' | 'noMedia' | 'lost';

/** Who may do something in a meeting. */
export type Allowed = 'everyone' | 'moderators';

/** What of the chat those see who come late. */
export type ChatHistory = 'off' | 'meeting';

/** What a participant can switch on and off, and a moderator off. */
export type Device = 'microphone' | 'camera' | 'screen';

/** A participant's role in a room. */
export type Role = 'participant' | 'moderator';

/** Who may open a room. */
export type RoomCreation = 'open' | 'authenticated';

/** How a participant's signalling is. */
export type Presence = 'present' | 'reconnecting';

/** A participant's devices, as its owner last said and moderators allow. */
export interface DeviceState {
  microphoneOn: boolean;
  cameraOn: boolean;
  screenOn: boolean;
}

/** The m-line `mid` sends a source of this kind. */
export interface OfferedSource {
  mid: string;
  kind: SourceKind;
}

/** The m-line `mid` of an offer is a receive slot. */
export interface SlotBinding {
  mid: string;
  use: SlotUse;
}

/** What a client says of itself where the room it was in has to be put together again. None of it grants anything: what it may do the room's journal and its ticket say. */
export interface Announcement {
  devices: DeviceState;
  /** The last mute that it knew of. */
  mark: number;
  /** Unix time in milliseconds; null while the hand is down. */
  handRaisedAtMs?: number | null;
  /** The kinds of source that it sends. */
  published: SourceKind[];
}

/** One wanted picture: which source, at most how high in pixels. Order is priority. */
export interface WantedPicture {
  source: number;
  height: number;
}

/** A change to a room's settings: what is null stays. An empty password removes it, an expiry of 0 does too. */
export interface RoomSettingsPatch {
  title?: string | null;
  password?: string | null;
  startsMuted?: boolean | null;
  startsHidden?: boolean | null;
  lobby?: boolean | null;
  participantsMax?: number | null;
  mayShare?: Allowed | null;
  mayChat?: Allowed | null;
  mayRecord?: Allowed | null;
  chatHistory?: ChatHistory | null;
  /** Unix time in milliseconds, in the future; 0: the room does not expire. */
  expiresAtMs?: number | null;
}

/** A room's settings as everyone in it sees them: whether there is a password, never which. */
export interface RoomInfo {
  name: string;
  title: string;
  hasPassword: boolean;
  startsMuted: boolean;
  startsHidden: boolean;
  lobby: boolean;
  participantsMax: number;
  mayShare: Allowed;
  mayChat: Allowed;
  mayRecord: Allowed;
  chatHistory: ChatHistory;
  /** When the room admits nobody any more, Unix time in milliseconds; null: never. */
  expiresAtMs?: number | null;
  /** Who may open rooms on this server. */
  creation: RoomCreation;
  /** Whether the room says by account who moderates it. */
  namesModerators: boolean;
}

/** One published source of a participant. */
export interface SourceInfo {
  number: number;
  kind: SourceKind;
}

/** Which of a participant's devices a moderator keeps off. */
export interface DeviceLocks {
  microphone: boolean;
  camera: boolean;
  screen: boolean;
}

/** A participant as the others see it. */
export interface ParticipantInfo {
  id: string;
  name: string;
  role: Role;
  presence: Presence;
  devices: DeviceState;
  sources: SourceInfo[];
  /** Unix time in milliseconds. */
  joinedAtMs: number;
  /** Unix time in milliseconds; null while the hand is down. */
  handRaisedAtMs?: number | null;
  /** What a moderator keeps off. */
  locked: DeviceLocks;
  /** Whether it is signed in with an account of this server. */
  host: boolean;
}

/** A line of chat. `to` is null when it is for everyone. */
export interface ChatLine {
  /** Counts up within the meeting, so that a client that resumes can ask for what it missed. */
  number: number;
  from: string;
  fromName: string;
  to?: string | null;
  text: string;
  atMs: number;
}

/** Whether a host is there, in a meeting that only a host could open. */
export interface HostPresence {
  present: boolean;
  /** When the meeting ends unless a host is back by then, Unix time in milliseconds; null: it goes on. */
  endsAtMs?: number | null;
}
