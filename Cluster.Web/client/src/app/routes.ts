// Which page an address names. First segments of the program itself are never rooms.

import { isReserved, roomFromPath } from '../shared/rooms';

export type Route =
  | { page: 'start' }
  | { page: 'sign-in' }
  | { page: 'link' }
  | { page: 'account' }
  | { page: 'test' }
  | { page: 'ops' }
  | { page: 'room-settings'; room: string }
  | { page: 'room'; room: string };

export function routeOf(path: string): Route {
  const plain = path.replace(/\/+$/, '');
  switch (plain) {
    case '/account/sign-in':
      return { page: 'sign-in' };
    case '/account/link':
      return { page: 'link' };
    case '/account':
      return { page: 'account' };
    case '/test':
      return { page: 'test' };
  }
  if (plain === '/ops' || plain.startsWith('/ops/')) return { page: 'ops' };
  const settings = plain.startsWith('/rooms/') ? roomFromPath(plain.slice('/rooms'.length)) : null;
  if (settings !== null) return { page: 'room-settings', room: settings };
  const room = roomFromPath(plain);
  return room === null || isReserved(room) ? { page: 'start' } : { page: 'room', room };
}

/** The address of a room's own page. */
export function roomPagePath(room: string): string {
  return `/rooms/${encodeURIComponent(room.trim())}`;
}

/** Where to sign in, to come back to `back`. */
export function signInPath(back: string): string {
  return `/account/sign-in?return=${encodeURIComponent(back)}`;
}

/** The `return` of an address: a path of this server and nothing else, else the start page. */
export function returnPath(search: string): string {
  const wanted = new URLSearchParams(search).get('return') ?? '/';
  // A second slash, a backslash or a control character could name another server.
  const own = /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wanted);
  return own && routeOf(wanted.split(/[?#]/)[0] ?? '/').page !== 'sign-in' ? wanted : '/';
}
