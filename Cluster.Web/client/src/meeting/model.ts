// What a meeting looks like to the screens: one state, and the session that changes it.

import type {
  ChatLine,
  Device as DeviceName,
  DeviceState,
  ParticipantInfo,
  Role,
  RoomInfo,
  RoomSettingsPatch,
  SourceKind,
} from '../shared/protocol';

/** Where the session is. */
export type Phase =
  | { at: 'idle' }
  | { at: 'joining' }
  /** At the door until a host comes; then in by itself. `connected` is false while the socket is being made anew. */
  | { at: 'waiting'; code: string; connected: boolean }
  | { at: 'in' }
  /** The socket is lost; media goes on, and the session is coming back by itself. */
  | { at: 'reconnecting'; sinceMs: number }
  /** Not admitted, or thrown back: `code` is the server's. `password-required` and `password-wrong` ask for a password. */
  | { at: 'refused'; code: string; message: string }
  | { at: 'left'; code: string; message: string };

/** One device the browser offers. */
export interface Device {
  id: string;
  label: string;
}

/** A kind of device and what is chosen of it. */
export interface DeviceChoice {
  devices: Device[];
  chosen: string | null;
}

/** Why a device is not there, in the terms the screens have words for. */
export type DeviceProblem = 'denied' | 'dismissed' | 'missing' | 'busy' | 'insecure' | 'failed';

/** The user's own devices, before and in the meeting. */
export interface LocalMedia {
  microphone: { on: boolean; track: MediaStreamTrack | null; problem: DeviceProblem | null };
  camera: { on: boolean; track: MediaStreamTrack | null; problem: DeviceProblem | null };
  screen: { on: boolean; track: MediaStreamTrack | null; withSound: boolean };
  microphones: DeviceChoice;
  cameras: DeviceChoice;
  /** Empty where the browser can't choose the output (setSinkId). */
  speakers: DeviceChoice;
}

/** A remote picture in a receive slot right now. */
export interface Picture {
  source: number;
  participant: string;
  kind: SourceKind;
  track: MediaStreamTrack;
}

/** A line for the corner of the screen. `params` fill the translation. */
export interface Notice {
  id: number;
  key: string;
  params?: Record<string, string | number>;
  tone: 'info' | 'warn';
}

export interface MeetingState {
  phase: Phase;
  room: RoomInfo | null;
  self: string | null;
  startedAtMs: number;
  /** What to add to a time of the server to have it by the browser's clock. */
  clockOffsetMs: number;
  /** Whether a host is there, and when the meeting ends if none comes back (by the browser's clock); null where that is no matter. */
  hosts: { present: boolean; endsAtMs: number | null } | null;
  /** In order of arrival; oneself included. */
  participants: ParticipantInfo[];
  /** Ids of those who were in before a node was lost and are not back yet: shown as reconnecting until it has settled. */
  missing: string[];
  chat: ChatLine[];
  unread: number;
  /** Source numbers heard now, loudest first. */
  speakers: number[];
  /** Level of what a participant's microphone plays now, 0..1, for rings; absent: silent. */
  levels: Record<string, number>;
  /** By source number. */
  pictures: Record<number, Picture>;
  local: LocalMedia;
  /** The media path: `connecting` until the first connection, `lost` while it is being made anew. */
  media: 'idle' | 'connecting' | 'connected' | 'lost';
  /** The browser's autoplay rule blocks the sound until one click. */
  soundBlocked: boolean;
  notices: Notice[];
}

/** What a screen wants shown, most important first. */
export interface Wanted {
  source: number;
  /** CSS pixels times device pixel ratio. */
  height: number;
}

/** Everything a screen can do. Nothing here throws; what fails shows in the state. */
export interface MeetingSession {
  getState(): MeetingState;
  subscribe(listener: () => void): () => void;

  /** Opens the chosen devices for the preview; problems land in `local`. */
  openDevices(wanted: { microphone: boolean; camera: boolean }): Promise<void>;
  setMicrophone(on: boolean): Promise<void>;
  setCamera(on: boolean): Promise<void>;
  chooseMicrophone(id: string): Promise<void>;
  chooseCamera(id: string): Promise<void>;
  chooseSpeaker(id: string): Promise<void>;
  /** Own microphone's level now, 0..1, for the meter; cheap to poll each frame. */
  microphoneLevel(): number;

  join(room: string, name: string, password?: string): Promise<void>;
  /** While waiting: asks again, as whoever is signed in by now. */
  rejoin(): void;
  /** While waiting: back to the door, with the devices as they are. */
  stopWaiting(): void;
  leave(): void;
  startScreen(): Promise<void>;
  stopScreen(): void;
  setView(wanted: Wanted[]): void;
  say(text: string, to?: string): Promise<boolean>;
  chatRead(): void;
  raiseHand(raised: boolean): void;
  rename(name: string): Promise<boolean>;
  /** Null when done, else the server's refusal in words. */
  changeRoom(patch: RoomSettingsPatch): Promise<string | null>;
  /** Moderators: each gives null when done, else the refusal's code. Without a participant: everyone's who is no moderator. */
  mute(device: DeviceName, locked: boolean, participant?: string): Promise<string | null>;
  unlock(device: DeviceName, participant?: string): Promise<string | null>;
  remove(participant: string): Promise<string | null>;
  giveRole(participant: string, role: Role): Promise<string | null>;
  endMeeting(): Promise<string | null>;
  dismissNotice(id: number): void;
  /** Called from a click when `soundBlocked`. */
  unblockSound(): void;
}

export type { ChatLine, DeviceName, DeviceState, ParticipantInfo, Role, RoomInfo, RoomSettingsPatch };
