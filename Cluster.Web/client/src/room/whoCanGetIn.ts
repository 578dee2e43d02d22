// Who can enter a room right now, from its settings: which sentence says it, and what it is made of.

import type { RoomInfo } from '../shared/protocol';

export interface RoomNow {
  /** Whether a meeting is under way. */
  underway: boolean;
  participants: number;
  nowMs: number;
}

export type WhoKey =
  | 'expired'
  | 'full'
  | 'link'
  | 'linkPassword'
  | 'linkUntil'
  | 'linkPasswordUntil'
  | 'hostLink'
  | 'hostLinkPassword'
  | 'hostLinkUntil'
  | 'hostLinkPasswordUntil';

export interface Who {
  key: WhoKey;
  /** When it changes or has changed, Unix time in milliseconds. */
  atMs: number | null;
  /** Places of a full room. */
  count: number;
}

type Rules = Pick<RoomInfo, 'hasPassword' | 'creation' | 'participantsMax' | 'expiresAtMs'>;

export function whoCanGetIn(room: Rules, { underway, participants, nowMs }: RoomNow): Who {
  const atMs = room.expiresAtMs ?? null;
  const count = room.participantsMax;
  if (atMs !== null && atMs <= nowMs) return { key: 'expired', atMs, count };
  if (underway && participants >= count) return { key: 'full', atMs, count };
  const waits = room.creation === 'authenticated' && !underway;
  const password = room.hasPassword ? 'Password' : '';
  const until = atMs === null ? '' : 'Until';
  return { key: waits ? `hostLink${password}${until}` : `link${password}${until}`, atMs, count };
}

export type FactKey =
  | 'factPassword'
  | 'factNoPassword'
  | 'factOpen'
  | 'factHosts'
  | 'factNamed'
  | 'factHostNoPassword'
  | 'factPlaces'
  | 'factExpires';

/** What the sentence follows from. */
export function doorFacts(room: Rules & Pick<RoomInfo, 'namesModerators'>): FactKey[] {
  const facts: FactKey[] = [room.hasPassword ? 'factPassword' : 'factNoPassword'];
  if (room.hasPassword) facts.push('factHostNoPassword');
  if (room.creation === 'open') facts.push('factOpen');
  else facts.push(room.namesModerators ? 'factNamed' : 'factHosts');
  facts.push('factPlaces');
  if (room.expiresAtMs != null) facts.push('factExpires');
  return facts;
}
