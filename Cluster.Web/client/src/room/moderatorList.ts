// A room's list of moderators: whether it changed, and which of it the server does not know.

import type { RoomModerator } from '../shared/api';

/** Login names have no case. */
export function sameLogin(a: string, b: string): boolean {
  return a.toLocaleLowerCase() === b.toLocaleLowerCase();
}

export function sameModerators(a: readonly RoomModerator[], b: readonly RoomModerator[]): boolean {
  const logins = (list: readonly RoomModerator[]) =>
    list
      .map((one) => one.login.toLocaleLowerCase())
      .sort()
      .join('\n');
  return logins(a) === logins(b);
}

/** The login a refusal is about, where its words name one of the list; empty where they do not. */
export function unknownLogin(message: string, list: readonly RoomModerator[]): string {
  const words = message.toLocaleLowerCase();
  const named = list.filter(({ login }) => words.includes(`"${login.toLocaleLowerCase()}"`));
  return named.length === 1 ? (named[0]?.login ?? '') : '';
}
