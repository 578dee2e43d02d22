// What a room may be called, as the server has it, so that a bad name is told before anything is asked of it.

import { isReserved } from '../shared/rooms';

/** Characters (UTF-16) of a name. */
export const ROOM_CHARS_MAX = 100;

export type RoomNameProblem = 'empty' | 'long' | 'letters' | 'reserved';

/** Letters, marks, digits, pictographs, and the signs that stand in a path as they are. */
const ALLOWED = /^[\p{L}\p{M}\p{N}\p{So}\-_.~+=@!,()]+$/u;

export function readRoomName(typed: string): { name: string } | { problem: RoomNameProblem } {
  const name = typed.normalize('NFKC').trim().toLowerCase().normalize('NFKC').replace(/\s+/gu, '-');
  if (name === '') return { problem: 'empty' };
  if (name.length > ROOM_CHARS_MAX) return { problem: 'long' };
  if (!ALLOWED.test(name) || name === '.' || name === '..' || name.includes('\uFFFD')) return { problem: 'letters' };
  if (isReserved(name)) return { problem: 'reserved' };
  return { name };
}
