// The signalling protocol's types, generated from the C# records in Cluster.Web/Signalling/Protocol.
// The build writes this file: change the records, not the file.

/** What a source is. */
export type SourceKind = 'microphone' | 'camera' | 'screen' | 'screenSound';

/** What a receive slot is for. */
export type SlotUse = 'speech' | 'screenSound' | 'video';

/** A participant's role in a room. */
export type Role = 'participant' | 'moderator';

/** How a participant's signalling is. */
export type Presence = 'present' | 'reconnecting';

/** A participant's devices, as its owner last said. */
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

/** One wanted picture: which source, at most how high in pixels. Order is priority. */
export interface WantedPicture {
  source: number;
  height: number;
}

/** A change to a room's settings: what is null stays. An empty password removes it. */
export interface RoomSettingsPatch {
  title?: string | null;
  password?: string | null;
  startsMuted?: boolean | null;
  startsHidden?: boolean | null;
  lobby?: boolean | null;
  participantsMax?: number | null;
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
}

/** One published source of a participant. */
export interface SourceInfo {
  number: number;
  kind: SourceKind;
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

/** What a client may say on the signalling socket, one JSON object a message, told apart by `type`. The first is Join or Resume and carries the protocol's version. */
export type ClientMessage =
  /** Enters a room: answered by `joined` or `refused`. */
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
    }
  /** A further offer: answered by `answer` or `refused`. */
  | {
      type: 'offer';
      id: string;
      sdp: string;
      sources: OfferedSource[];
      slots: SlotBinding[];
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
  /** In the meeting; `sdp` is absent when resumed. */
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
    }
  /** A request was carried out. */
  | {
      type: 'done';
      id: string;
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
