// The HTTP API for browsers, typed: what each call takes and gives, and how it fails.

import type { RoomCreation, RoomInfo, RoomSettingsPatch } from './protocol';
import { delayMs } from './retryAfter';

export type AccountRole = 'host' | 'operator' | 'admin';

export interface Account {
  login: string;
  name: string;
  role: AccountRole;
}

/** Who is signed in, and what a stranger has to know of the server. */
export interface Me {
  account: Account | null;
  rooms: { creation: RoomCreation };
  passwordCharsMin: number;
  /** Sign-in with another service; `label` is its name. */
  oidc: { label: string; endSession?: string | null } | null;
}

export interface AccountSession {
  id: string;
  createdAtMs: number;
  lastSeenAtMs: number;
  /** Browser and system in words, such as "Firefox on Linux". */
  agent: string;
  address: string;
  current: boolean;
}

export interface LinkLook {
  login: string;
  name: string;
  purpose: 'invite' | 'reset';
  expiresAtMs: number;
  passwordCharsMin: number;
}

export interface RoomModerator {
  login: string;
  name: string;
}

/** A room as those see it who run it. */
export interface RoomDetails {
  name: string;
  info: RoomInfo;
  moderators: RoomModerator[];
  underway: boolean;
  participants: number;
  waiting: number;
  startedAtMs?: number | null;
  remembered: boolean;
}

/** A room as anybody sees it before joining. */
export interface RoomEntry {
  creation: RoomCreation;
  underway: boolean;
  /** Whether whoever asks comes in without waiting for a host. */
  mayOpen: boolean;
  hasPassword: boolean;
  expired: boolean;
}

/** A change, with moderators by login name. */
export type RoomChange = RoomSettingsPatch & { moderators?: string[] };

export interface TestInfo {
  candidates: string[];
  detectedFrom: 'set' | 'detected' | 'stun';
  yourAddress: string;
  secure: boolean;
}

/** Why a call failed. Own codes: `unreachable`, `offline`, `unreadable`. */
export interface Failure {
  code: string;
  message: string;
  retryAfterMs: number | null;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** Time for an answer. */
const PATIENCE_MS = 20_000;

export const api = {
  me: () => call<Me>('GET', 'me'),
  signIn: (login: string, password: string) => call<Me>('POST', 'sign-in', { login, password }),
  signOut: () => call<void>('POST', 'sign-out', {}),

  changePassword: (current: string, next: string) => call<void>('POST', 'account/password', { current, next }),
  sessions: () => call<{ sessions: AccountSession[] }>('GET', 'account/sessions'),
  endSession: (id: string) => call<void>('DELETE', `account/sessions/${encodeURIComponent(id)}`),
  signOutEverywhere: () => call<void>('POST', 'account/sign-out-everywhere', {}),

  lookAtLink: (token: string) => call<LinkLook>('POST', 'links/look', { token }),
  spendLink: (token: string, password: string) => call<Me>('POST', 'links/use', { token, password }),

  myRooms: () => call<{ rooms: RoomDetails[] }>('GET', 'rooms'),
  roomEntry: (room: string) => call<RoomEntry>('GET', `rooms/${encodeURIComponent(room)}/entry`),
  room: (room: string) => call<RoomDetails>('GET', `rooms/${encodeURIComponent(room)}`),
  changeRoom: (room: string, change: RoomChange) =>
    call<RoomDetails>('PATCH', `rooms/${encodeURIComponent(room)}`, change),
  closeRoom: (room: string) => call<void>('POST', `rooms/${encodeURIComponent(room)}/close`, {}),

  testInfo: () => call<TestInfo>('GET', 'test/info'),
  testMedia: (sdp: string) => call<{ sdp: string }>('POST', 'test/media', { sdp }),
};

/** Where signing in with the other service begins; it ends at `back`, a path of this page. */
export function oidcSignInPath(back: string): string {
  return `/api/v1/oidc/sign-in?return=${encodeURIComponent(back)}`;
}

async function call<T>(method: string, path: string, body?: object): Promise<Outcome<T>> {
  let response: Response;
  try {
    response = await fetch(`/api/v1/${path}`, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    return failed(navigator.onLine ? 'unreachable' : 'offline');
  }
  return response.ok ? read<T>(response) : { ok: false, failure: await readFailure(response) };
}

async function read<T>(response: Response): Promise<Outcome<T>> {
  if (response.status === 204) return { ok: true, value: undefined as T };
  try {
    return { ok: true, value: (await response.json()) as T };
  } catch {
    return failed('unreadable');
  }
}

async function readFailure(response: Response): Promise<Failure> {
  const retryAfterMs = delayMs(response.headers.get('Retry-After'), Date.now());
  try {
    const { code, message } = (await response.json()) as Record<string, unknown>;
    if (typeof code === 'string') return { code, message: typeof message === 'string' ? message : '', retryAfterMs };
  } catch {
    // A proxy's page, or none: the status says what there is to say.
  }
  return { code: codeOfStatus(response.status), message: '', retryAfterMs };
}

function codeOfStatus(status: number): string {
  if (status === 401) return 'login-required';
  if (status === 403) return 'not-allowed';
  if (status === 404) return 'not-found';
  if (status === 429) return 'too-many-attempts';
  return status >= 500 ? 'unreachable' : 'unreadable';
}

function failed<T>(code: string): Outcome<T> {
  return { ok: false, failure: { code, message: '', retryAfterMs: null } };
}
