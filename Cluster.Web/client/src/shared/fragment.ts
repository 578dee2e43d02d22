// Parameters in the address's fragment, named as Jitsi's, so that links made for it keep working.

/** What a link may say; absent: not said. */
export interface FragmentParameters {
  displayName?: string;
  prejoin?: boolean;
  startWithAudioMuted?: boolean;
  startWithVideoMuted?: boolean;
}

/** Characters of the fragment that are looked at. */
const LENGTH_MAX = 4_096;
/** Characters of a name. */
const NAME_MAX = 64;

type Reader = (into: FragmentParameters, value: unknown) => void;

/** The closed list: what is not here is ignored, whatever it is called. */
const known = new Map<string, Reader>([
  ['userInfo.displayName', (into, value) => text(value, (name) => (into.displayName = name))],
  ['config.prejoinConfig.enabled', (into, value) => flag(value, (on) => (into.prejoin = on))],
  ['config.prejoinPageEnabled', (into, value) => flag(value, (on) => (into.prejoin = on))],
  ['config.startWithAudioMuted', (into, value) => flag(value, (on) => (into.startWithAudioMuted = on))],
  ['config.startWithVideoMuted', (into, value) => flag(value, (on) => (into.startWithVideoMuted = on))],
]);

/** Reads `location.hash`. Values are JSON, or plain text where JSON fails (`Ann` is `"Ann"`). */
export function readFragment(hash: string): FragmentParameters {
  const found: FragmentParameters = {};
  for (const part of hash.replace(/^#/, '').slice(0, LENGTH_MAX).split('&')) {
    const equals = part.indexOf('=');
    if (equals < 1) continue;
    const read = known.get(decode(part.slice(0, equals)));
    if (read) read(found, parse(decode(part.slice(equals + 1))));
  }
  return found;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A lone percent sign, typed by hand.
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function text(value: unknown, set: (name: string) => void): void {
  if (typeof value !== 'string' && typeof value !== 'number') return;
  const name = String(value).trim().slice(0, NAME_MAX);
  if (name !== '') set(name);
}

function flag(value: unknown, set: (on: boolean) => void): void {
  if (value === true || value === 'true') set(true);
  else if (value === false || value === 'false') set(false);
}
