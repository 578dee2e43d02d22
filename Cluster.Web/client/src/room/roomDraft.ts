// What is being changed of a room, and what to ask the server for: only what differs from how the room is.

import type { Allowed, ChatHistory, RoomInfo, RoomSettingsPatch } from '../shared/protocol';

export type PasswordChange = { do: 'keep' } | { do: 'remove' } | { do: 'set'; to: string };

export interface RoomDraft {
  title: string;
  password: PasswordChange;
  startsMuted: boolean;
  startsHidden: boolean;
  mayShare: Allowed;
  mayChat: Allowed;
  mayRecord: Allowed;
  chatHistory: ChatHistory;
  /** As typed. */
  participantsMax: string;
  /** Unix time in milliseconds; null: never; NaN: meant to expire, and no time is chosen. */
  expiresAtMs: number | null;
}

/** Why a draft cannot be saved. */
export type DraftProblem = 'password' | 'participantsMax' | 'expires';

export type Asked =
  | { do: 'nothing' }
  | { do: 'change'; patch: RoomSettingsPatch }
  | { do: 'fix'; problem: DraftProblem };

export function draftOf(room: RoomInfo): RoomDraft {
  const { title, startsMuted, startsHidden, mayShare, mayChat, mayRecord, chatHistory } = room;
  return {
    title,
    password: { do: 'keep' },
    startsMuted,
    startsHidden,
    mayShare,
    mayChat,
    mayRecord,
    chatHistory,
    participantsMax: String(room.participantsMax),
    expiresAtMs: room.expiresAtMs ?? null,
  };
}

const PLAIN = ['startsMuted', 'startsHidden', 'mayShare', 'mayChat', 'mayRecord', 'chatHistory'] as const;

export function roomPatch(room: RoomInfo, draft: RoomDraft, nowMs: number): Asked {
  const patch: RoomSettingsPatch = {};
  if (draft.title.trim() !== room.title) patch.title = draft.title.trim();
  for (const key of PLAIN) {
    if (draft[key] !== room[key]) Object.assign(patch, { [key]: draft[key] });
  }

  // An empty password would remove the one there is.
  if (draft.password.do === 'set') {
    if (draft.password.to === '') return { do: 'fix', problem: 'password' };
    patch.password = draft.password.to;
  } else if (draft.password.do === 'remove' && room.hasPassword) patch.password = '';

  const most = Number(draft.participantsMax);
  if (!/^\s*\d{1,6}\s*$/.test(draft.participantsMax) || most < 1) return { do: 'fix', problem: 'participantsMax' };
  if (most !== room.participantsMax) patch.participantsMax = most;

  const expires = draft.expiresAtMs;
  if (expires !== (room.expiresAtMs ?? null)) {
    if (expires !== null && !(expires > nowMs)) return { do: 'fix', problem: 'expires' };
    patch.expiresAtMs = expires ?? 0;
  }
  return Object.keys(patch).length === 0 ? { do: 'nothing' } : { do: 'change', patch };
}
