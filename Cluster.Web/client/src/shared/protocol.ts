// The signalling protocol's messages, generated from the C# records in Cluster.Web/Signalling/Protocol.
// The build writes this file: change the records, not the file.

import type {
  Announcement,
  ChatLine,
  Device,
  DeviceState,
  HostPresence,
  MoveFailure,
  OfferedSource,
  ParticipantInfo,
  Role,
  RoomInfo,
  RoomSettingsPatch,
  SlotBinding,
  SourceInfo,
  WantedPicture,
} from './protocolTypes';

export type * from './protocolTypes';

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
      /** For a second connection beside the present one: the number of the `move` whose ticket is said. */
      move?: number | null;
    }
  /** A `move` has ended: answered by `done` or `refused` (`move-unknown`: it is over, or was never asked for). */
  | {
      type: 'moved';
      id: string;
      number: number;
      /** Why the client stays where it is; absent: it shows and plays what the new connection brings. */
      failed?: MoveFailure | null;
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
  /** The media goes to another bridge: make a second connection beside the present one, offer it with this ticket and this number, and say `moved` once it brings what the present one does. The present one stays until the server closes it. */
  | {
      type: 'move';
      /** Counts up; with a newer one the one before is over. */
      number: number;
      ticket: string;
      /** After so long the server does without, and the present connection is lost. */
      withinMs: number;
    }
  /** The bridge may be dead, and what it still sends may end within moments: a client makes a second connection at once, and goes over when that brings the same, or when the first falls silent. */
  | {
      type: 'doubt';
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
