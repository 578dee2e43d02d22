// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { room } from '../../samples';
import { type RoomDraft, roomPatch } from './roomPatch';

const draft = (over: Partial<RoomDraft> = {}): RoomDraft => ({
  title: room.title,
  startsMuted: false,
  startsHidden: false,
  password: { do: 'keep' },
  ...over,
});
const locked = { ...room, hasPassword: true };

describe('roomPatch', () => {
  it('asks for nothing when nothing differs', () => {
    expect(roomPatch(room, draft())).toBeNull();
    expect(roomPatch(room, draft({ title: ` ${room.title} ` }))).toBeNull();
  });

  it('asks for what differs only', () => {
    expect(roomPatch(room, draft({ startsMuted: true }))).toEqual({ startsMuted: true });
    expect(roomPatch(room, draft({ title: 'New', startsHidden: true }))).toEqual({ title: 'New', startsHidden: true });
  });

  it('sets and removes a password, and takes no empty one for a new one', () => {
    expect(roomPatch(room, draft({ password: { do: 'set', to: 'apple' } }))).toEqual({ password: 'apple' });
    expect(roomPatch(locked, draft({ password: { do: 'remove' } }))).toEqual({ password: '' });
    expect(roomPatch(locked, draft({ password: { do: 'set', to: '' } }))).toBe('password-empty');
  });
});
