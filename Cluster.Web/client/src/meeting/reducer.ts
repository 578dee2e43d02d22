// What each message of the server does to the state: pure, one function a message.

import type { HostPresence, ServerMessage } from '../shared/protocol';
import type { ChatLine, DeviceState, MeetingState, Notice, Picture } from './model';
import { applyRoster, byArrival, isOn, ownerOf } from './roster';
import type { ServerMessageOf } from './signalling/messages';

/** Lines of chat kept. */
export const CHAT_MAX = 1_000;
/** Notices kept; the oldest go first. */
export const NOTICES_MAX = 20;

/** Applies a message that changes what the meeting is; others leave the state as it is. */
export function reduce(state: MeetingState, message: ServerMessage, nowMs: number): MeetingState {
  switch (message.type) {
    case 'joined':
      return joined(state, message, nowMs);
    case 'roster':
      return withPictures(
        {
          ...state,
          participants: applyRoster(state.participants, message),
          missing: state.missing.filter((id) => !message.came.some((one) => one.id === id)),
        },
        state.pictures,
      );
    case 'settled':
      return settled(state);
    case 'speakers':
      return { ...state, speakers: message.sources };
    case 'chat':
      return said(state, [message.line]);
    case 'room':
      return { ...state, room: message.info };
    case 'muted':
      return mutedSelf(state, message);
    case 'hosts':
      return { ...state, hosts: hostsOf(message, state.clockOffsetMs) };
    case 'waiting':
    case 'refused':
    case 'answer':
    case 'tickets':
    case 'doubt':
    case 'done':
    case 'media':
    case 'ended':
    case 'pong':
      return state;
    default:
      return state; // A newer server's message.
  }
}

function joined(state: MeetingState, message: ServerMessageOf<'joined'>, nowMs: number): MeetingState {
  // By the browser's clock, so that a running time shows right where the clocks differ.
  const clockOffsetMs = nowMs - message.nowMs;
  const startedAtMs = message.startedAtMs + clockOffsetMs;
  // A new membership of the same meeting keeps the lines it had; of another it starts with that one's.
  const sameMeeting = message.resumed || (state.room?.name === message.room.name && overlaps(state.chat, message.chat));
  const present = new Set(message.participants.map((one) => one.id));
  const away = message.settling ? state.participants.filter((one) => !present.has(one.id)) : [];
  const next: MeetingState = {
    ...state,
    phase: { at: 'in' },
    missing: away.map((one) => one.id),
    room: message.room,
    self: message.self,
    startedAtMs,
    clockOffsetMs,
    hosts: hostsOf(message.hosts, clockOffsetMs),
    participants: byArrival([
      ...message.participants,
      ...away.map((one) => ({ ...one, presence: 'reconnecting' as const })),
    ]),
    speakers: message.speakers,
    chat: sameMeeting ? state.chat : [],
    unread: sameMeeting ? state.unread : 0,
  };
  const heard = said(next, message.chat);
  // History is not news.
  const unread = message.resumed ? heard.unread : next.unread;
  return withPictures({ ...heard, unread }, state.pictures);
}

/** Who has not come back by now has left. */
function settled(state: MeetingState): MeetingState {
  if (state.missing.length === 0) return state;
  const participants = state.participants.filter((one) => !state.missing.includes(one.id));
  return withPictures({ ...state, participants, missing: [] }, state.pictures);
}

function hostsOf(hosts: HostPresence | null | undefined, clockOffsetMs: number): MeetingState['hosts'] {
  if (hosts == null) return null;
  return { present: hosts.present, endsAtMs: hosts.endsAtMs == null ? null : hosts.endsAtMs + clockOffsetMs };
}

const SWITCH = { microphone: 'microphoneOn', camera: 'cameraOn', screen: 'screenOn' } as const;

/** The roster says it too, a moment later. */
function mutedSelf(state: MeetingState, { device, locked }: ServerMessageOf<'muted'>): MeetingState {
  return withSelf(state, (self) => ({
    ...self,
    devices: { ...self.devices, [SWITCH[device]]: false },
    locked: { ...self.locked, [device]: locked },
  }));
}

function overlaps(mine: ChatLine[], theirs: ChatLine[]): boolean {
  const byNumber = new Map(theirs.map((line) => [line.number, line]));
  return mine.some((line) => byNumber.get(line.number)?.atMs === line.atMs);
}

function said(state: MeetingState, lines: ChatLine[]): MeetingState {
  const known = new Set(state.chat.map((line) => line.number));
  const fresh = lines.filter((line) => !known.has(line.number));
  if (fresh.length === 0) return state;
  const chat = [...state.chat, ...fresh].sort((a, b) => a.number - b.number).slice(-CHAT_MAX);
  return { ...state, chat, unread: state.unread + fresh.filter((line) => line.from !== state.self).length };
}

/** The number of the last line seen, for a resume; 0 before the first. */
export function chatSeen(state: MeetingState): number {
  return state.chat.at(-1)?.number ?? 0;
}

/** Shows one's own change before the server says it to everyone. */
export function withOwnDevices(state: MeetingState, devices: DeviceState): MeetingState {
  return withSelf(state, (self) => ({ ...self, devices }));
}

/** Shows one's own hand before the server says it to everyone. */
export function withOwnHand(state: MeetingState, raisedAtMs: number | null): MeetingState {
  return withSelf(state, (self) => ({ ...self, handRaisedAtMs: raisedAtMs }));
}

function withSelf(
  state: MeetingState,
  change: (self: MeetingState['participants'][number]) => MeetingState['participants'][number],
): MeetingState {
  if (!state.participants.some((participant) => participant.id === state.self)) return state;
  const participants = state.participants.map((one) => (one.id === state.self ? change(one) : one));
  return { ...state, participants };
}

/** What the slots hold, by source number. */
export type SlotContents = Record<number, MediaStreamTrack>;

/**
 * Names what the slots hold. A picture whose owner is gone or has switched it off is not shown, even while its last
 * frames are still coming in; an unchanged picture keeps its identity.
 */
export function withSlots(state: MeetingState, contents: SlotContents): MeetingState {
  const pictures: Record<number, Picture> = {};
  for (const [key, track] of Object.entries(contents)) {
    const source = Number(key);
    const owner = ownerOf(state.participants, source);
    if (owner === null) continue;
    pictures[source] = { source, participant: owner.participant.id, kind: owner.kind, track };
  }
  return withPictures(state, pictures);
}

function withPictures(state: MeetingState, candidates: Record<number, Picture>): MeetingState {
  const pictures: Record<number, Picture> = {};
  for (const picture of Object.values(candidates)) {
    const owner = ownerOf(state.participants, picture.source);
    if (owner === null || owner.participant.id === state.self || !isOn(owner.participant, owner.kind)) continue;
    const before = state.pictures[picture.source];
    pictures[picture.source] = before && samePicture(before, picture) ? before : picture;
  }
  return samePictures(state.pictures, pictures) ? state : { ...state, pictures };
}

function samePicture(a: Picture, b: Picture): boolean {
  return a.source === b.source && a.participant === b.participant && a.kind === b.kind && a.track === b.track;
}

function samePictures(a: Record<number, Picture>, b: Record<number, Picture>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[Number(key)] === b[Number(key)]);
}

/** Adds a notice, bounded. */
export function withNotice(state: MeetingState, notice: Notice): MeetingState {
  return { ...state, notices: [...state.notices, notice].slice(-NOTICES_MAX) };
}

/** Takes notices away. */
export function withoutNotices(state: MeetingState, gone: (notice: Notice) => boolean): MeetingState {
  const notices = state.notices.filter((notice) => !gone(notice));
  return notices.length === state.notices.length ? state : { ...state, notices };
}
