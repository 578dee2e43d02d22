// The secret by which a reloaded page is the same person in a meeting: kept for this tab only, one a room.

const KEY = 'parley.return';
/** Rooms remembered; the oldest go first. */
export const RETURNS_MAX = 16;
const LENGTH_MAX = 256;

type Entry = [room: string, token: string];

export function returnTokenOf(room: string): string | null {
  return read().find(([name]) => name === room)?.[1] ?? null;
}

export function keepReturnToken(room: string, token: string): void {
  write([...read().filter(([name]) => name !== room), [room, token]]);
}

export function forgetReturnToken(room: string): void {
  write(read().filter(([name]) => name !== room));
}

function read(): Entry[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isEntry).slice(-RETURNS_MAX) : [];
  } catch {
    return []; // Storage is forbidden, or somebody else's text is in it.
  }
}

function write(entries: Entry[]): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(entries.slice(-RETURNS_MAX)));
  } catch {
    // Storage is full or forbidden: whoever reloads comes back as somebody new.
  }
}

function isEntry(value: unknown): value is Entry {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((part) => typeof part === 'string' && part !== '' && part.length <= LENGTH_MAX)
  );
}
