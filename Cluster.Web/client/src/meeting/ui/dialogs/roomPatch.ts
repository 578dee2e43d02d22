// What to ask the server to change: only what differs from how the room is.

import type { RoomInfo, RoomSettingsPatch } from '../../model';

export type PasswordChange = { do: 'keep' } | { do: 'remove' } | { do: 'set'; to: string };

export interface RoomDraft {
  title: string;
  startsMuted: boolean;
  startsHidden: boolean;
  password: PasswordChange;
}

/** Null: nothing to change. A password to be set must not be empty, because an empty one removes it. */
export function roomPatch(room: RoomInfo, draft: RoomDraft): RoomSettingsPatch | null | 'password-empty' {
  const patch: RoomSettingsPatch = {};
  if (draft.title.trim() !== room.title) patch.title = draft.title.trim();
  if (draft.startsMuted !== room.startsMuted) patch.startsMuted = draft.startsMuted;
  if (draft.startsHidden !== room.startsHidden) patch.startsHidden = draft.startsHidden;
  if (draft.password.do === 'set') {
    if (draft.password.to === '') return 'password-empty';
    patch.password = draft.password.to;
  } else if (draft.password.do === 'remove' && room.hasPassword) {
    patch.password = '';
  }
  return Object.keys(patch).length === 0 ? null : patch;
}
