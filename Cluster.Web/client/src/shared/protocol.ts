// The signalling protocol's types, generated from the C# records in Cluster.Web/Signalling/Protocol.
// The build writes this file: change the records, not the file.

/** What a source is. */
export type SourceKind = 'microphone' | 'camera' | 'screen' | 'screenSound';

/** What a receive slot is for. */
export type SlotUse = 'speech' | 'screenSound' | 'video';

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

/** What a client may say on the signalling socket, one JSON object a message, told apart by `type`. The first is Join or Resume and carries the protocol's version. */
export type ClientMessage =
  /** Enters a room: answered by `joined` or `refused`, after `waiting` where a host has to come first. */
  | {
      type: 'join';
      version: number;
      id: string;
      room: string;
      name: string;
      devices: DeviceState;
      sdp: string;
      sources: OfferedSource[];
      slots: SlotBinding[];
      password?: string | null;
      /** That of an earlier `joined`: the same person comes back and keeps its role. */
      returnToken?: string | null;
    }
  /** Comes back on a new socket within the grace period: answered by `joined` or `refused` (`resume-unknown`: join anew). */
  | {
      type: 'resume';
      version: number;
      id: string;
      room: string;
      self: string;
      resumeToken: string;
      chatSeen: number;
      /** That of the bridge the media is on, of `tickets` or `answer`: for the case that the node is dead which knew the session. `said` comes with it. */
      ticket?: string | null;
      said?: Announcement | null;
    }
  /** A further offer: answered by `answer` or `refused`. */
  | {
      type: 'offer';
      id: string;
      sdp: string;
      sources: OfferedSource[];
      slots: SlotBinding[];
      /** For a new connection in place of one that was lost: the bridge's, then that of the one that stands by. Possible on any socket, joined or not. The rest comes with them. */
      tickets?: string[] | null;
      devices?: DeviceState | null;
      mark?: number | null;
      wanted?: WantedPicture[] | null;
    }
  /** The pictures shown now, most important first. Not answered. */
  | {
      type: 'view';
      wanted: WantedPicture[];
    }
  /** Device states. Not answered. */
  | {
      type: 'devices';
      state: DeviceState;
      /** The last mark of `joined` or `muted`: so that it cannot undo what it did not know of. None is 0. */
      mark?: number | null;
    }
  /** A line of chat: comes back as `chat`, or `refused`. */
  | {
      type: 'chat';
      id: string;
      text: string;
      to?: string | null;
    }
  /** Raises or lowers the hand. Not answered. */
  | {
      type: 'hand';
      raised: boolean;
    }
  /** Another name: answered by `done` or `refused`. */
  | {
      type: 'rename';
      id: string;
      name: string;
    }
  /** Changes the room's settings (moderators): answered by `done` or `refused`. */
  | {
      type: 'room-settings';
      id: string;
      patch: RoomSettingsPatch;
    }
  /** Switches a device off (moderators): answered by `done` or `refused`. */
  | {
      type: 'mute';
      id: string;
      device: Device;
      /** Whether it stays off until `unlock`. */
      locked: boolean;
      /** Whose; absent: everyone's who is no moderator. */
      participant?: string | null;
    }
  /** Lets a device be switched on again (moderators): answered by `done` or `refused`. */
  | {
      type: 'unlock';
      id: string;
      device: Device;
      /** Whose; absent: everyone's. */
      participant?: string | null;
    }
  /** Puts somebody out of the meeting (moderators): answered by `done` or `refused`. */
  | {
      type: 'remove';
      id: string;
      participant: string;
    }
  /** Makes somebody a moderator, or no longer one (moderators): answered by `done` once it is stored, or `refused`. */
  | {
      type: 'role';
      id: string;
      participant: string;
      role: Role;
    }
  /** Ends the meeting for everyone (moderators): answered by `done` or `refused`. */
  | {
      type: 'end-meeting';
      id: string;
    }
  /** Leaves for good: answered by `ended`. */
  | {
      type: 'leave';
    }
  /** Answered by `pong` with the same number. */
  | {
      type: 'ping';
      number: number;
    };

/** What the server says on the signalling socket, told apart by `type`. */
export type ServerMessage =
  /** In the meeting; `sdp` is absent when resumed. `addresses`: origins, up to 16, by which a client may come back that cannot by its own. */
  | {
      type: 'joined';
      version: number;
      id: string;
      resumed: boolean;
      self: string;
      resumeToken: string;
      resumeGraceMs: number;
      room: RoomInfo;
      startedAtMs: number;
      nowMs: number;
      participants: ParticipantInfo[];
      sources: SourceInfo[];
      chat: ChatLine[];
      speakers: number[];
      mediaConnected: boolean;
      sdp?: string | null;
      /** A secret to come back with as the same person by a new `join`, with role and locks. */
      returnToken: string;
      /** To be said with `devices`; see `muted`. */
      mark: number;
      /** Whether a host is there, in a meeting that only a host could open; absent in others. */
      hosts?: HostPresence | null;
      /** True while the meeting is being put together again after a node was lost: who is missing may still come, until `settled`. */
      settling?: boolean | null;
      addresses?: string[] | null;
    }
  /** The join is kept until a host comes: `joined` or `refused` with the same id follows, without anything to be done. */
  | {
      type: 'waiting';
      id: string;
      code: string;
      message: string;
    }
  /** A request was refused. `id` is absent when it was not a request that failed but the socket's use. */
  | {
      type: 'refused';
      id?: string | null;
      code: string;
      message: string;
    }
  /** The answer to a further offer. */
  | {
      type: 'answer';
      id: string;
      sdp: string;
      sources: SourceInfo[];
      /** Of an offer with tickets: the one that admitted, to be said with `resume` from now on. */
      ticket?: string | null;
    }
  /** A request was carried out. */
  | {
      type: 'done';
      id: string;
    }
  /** Tickets for the meeting's bridge and for one that stands by: in place of all before. They are secrets. */
  | {
      type: 'tickets';
      bridge: string;
      standby?: string | null;
      /** Unix time in milliseconds; newer ones come long before. */
      expiresAtMs: number;
    }
  /** The meeting is put together again: whoever is not in the roster by now has left. */
  | {
      type: 'settled';
    }
  /** Who came, changed or went since the last. */
  | {
      type: 'roster';
      came: ParticipantInfo[];
      changed: ParticipantInfo[];
      left: string[];
    }
  /** Numbers of the sources heard now, loudest first. */
  | {
      type: 'speakers';
      sources: number[];
    }
  /** A line of chat. */
  | {
      type: 'chat';
      line: ChatLine;
    }
  /** The room's settings changed. */
  | {
      type: 'room';
      info: RoomInfo;
    }
  /** The media path came up or was lost; after lost, offer again with a new connection. */
  | {
      type: 'media';
      connected: boolean;
      reason?: string | null;
    }
  /** A moderator, `by` name, switched one of the client's own devices off. */
  | {
      type: 'muted';
      device: Device;
      /** Whether it cannot be switched on again until a moderator lets it. */
      locked: boolean;
      /** Counts up; to be said with `devices` from now on. */
      mark: number;
      by: string;
    }
  /** The last host left or one is back, in a meeting that only a host could open. */
  | {
      type: 'hosts';
      present: boolean;
      /** When the meeting ends unless a host is back by then, Unix time in milliseconds; absent: it goes on. */
      endsAtMs?: number | null;
    }
  /** This socket's part in the meeting is over; the server closes it. */
  | {
      type: 'ended';
      code: string;
      message: string;
    }
  /** The answer to a ping. */
  | {
      type: 'pong';
      number: number;
    };
