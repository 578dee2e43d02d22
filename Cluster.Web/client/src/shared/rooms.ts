// Room names: one suggested at random, and those this browser was in lately.

import { beings, manners, moods } from './words';

/** Rooms remembered. */
export const RECENT_MAX = 12;
/** Characters of a room's name that are kept. */
export const ROOM_NAME_MAX = 128;
const KEY = 'parley.recentRooms';

export interface RecentRoom {
  name: string;
  /** Unix time in milliseconds. */
  atMs: number;
}

/** Bits of choice in a suggested name. */
export const suggestionBits = Math.log2(moods.length * beings.length * manners.length * 100_000);

/**
 * Three words that can be read aloud, and five digits: a name is all that keeps strangers out of a room without a
 * password, and three words alone are too few to guess (`suggestionBits` ≥ 40 is tested).
 */
export function suggestRoom(): string {
  const digits = String(below(100_000)).padStart(5, '0');
  return [pick(moods), pick(beings), pick(manners), digits].join('-');
}

/** First segments of the program's own addresses: no room can have these names. */
const RESERVED = new Set(['api', 'assets', 'health', 'metrics', 'ops', 'test', 'account', 'rooms']);

export function isReserved(name: string): boolean {
  return RESERVED.has(name.trim().toLowerCase());
}

/** The room a path names (`/room`), decoded; null for the start page and for what is no room. */
export function roomFromPath(path: string): string | null {
  const first = path.replace(/^\/+/, '').replace(/\/+$/, '');
  if (first === '' || first.includes('/')) return null;
  try {
    const name = decodeURIComponent(first).trim();
    return name === '' || name.length > ROOM_NAME_MAX ? null : name;
  } catch {
    return null; // Not well-formed percent encoding.
  }
}

/** The path of a room. */
export function roomPath(name: string): string {
  return `/${encodeURIComponent(name.trim())}`;
}

/** Rooms this browser was in, newest first. */
export function recentRooms(): RecentRoom[] {
  let stored: unknown;
  try {
    stored = JSON.parse(localStorage.getItem(KEY) ?? '[]');
  } catch {
    return []; // Storage is forbidden, or somebody else's text is in it.
  }
  if (!Array.isArray(stored)) return [];
  return stored.filter(isRecentRoom).slice(0, RECENT_MAX);
}

/** Puts a room at the head of the recent ones. */
export function rememberRoom(name: string, nowMs = Date.now()): void {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > ROOM_NAME_MAX) return;
  save([{ name: trimmed, atMs: nowMs }, ...recentRooms().filter((room) => room.name !== trimmed)]);
}

/** Takes a room out of the recent ones. */
export function forgetRoom(name: string): void {
  save(recentRooms().filter((room) => room.name !== name));
}

function save(rooms: RecentRoom[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(rooms.slice(0, RECENT_MAX)));
  } catch {
    // Storage is full or forbidden: the list is a convenience only.
  }
}

function isRecentRoom(value: unknown): value is RecentRoom {
  if (typeof value !== 'object' || value === null) return false;
  const { name, atMs } = value as Record<string, unknown>;
  return (
    typeof name === 'string' &&
    name !== '' &&
    name.length <= ROOM_NAME_MAX &&
    typeof atMs === 'number' &&
    Number.isFinite(atMs)
  );
}

function pick(words: readonly string[]): string {
  return words[below(words.length)] ?? '';
}

/** A uniform random integer in 0..n-1; n ≤ 2^32. */
function below(n: number): number {
  const limit = Math.floor(2 ** 32 / n) * n;
  const value = new Uint32Array(1);
  do crypto.getRandomValues(value);
  while ((value[0] ?? 0) >= limit);
  return (value[0] ?? 0) % n;
}
