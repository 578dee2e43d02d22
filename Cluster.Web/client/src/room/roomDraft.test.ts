// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { room } from '../meeting/samples';
import { draftOf, type RoomDraft, roomPatch } from './roomDraft';

const NOW = 1_000_000;
const asked = (over: Partial<RoomDraft>, of = room) => roomPatch(of, { ...draftOf(of), ...over }, NOW);
const locked = { ...room, hasPassword: true };

describe('roomPatch', () => {
  it('asks for nothing when nothing differs', () => {
    expect(asked({})).toEqual({ do: 'nothing' });
    expect(asked({ title: ` ${room.title} `, participantsMax: ' 100 ' })).toEqual({ do: 'nothing' });
    expect(asked({ password: { do: 'remove' } })).toEqual({ do: 'nothing' });
    expect(asked({}, { ...room, expiresAtMs: NOW - 5 })).toEqual({ do: 'nothing' });
  });

  it.each<[Partial<RoomDraft>, object]>([
    [{ startsMuted: true }, { startsMuted: true }],
    [
      { title: 'New', startsHidden: true },
      { title: 'New', startsHidden: true },
    ],
    [
      { mayShare: 'moderators', mayChat: 'moderators', mayRecord: 'everyone' },
      { mayShare: 'moderators', mayChat: 'moderators', mayRecord: 'everyone' },
    ],
    [{ chatHistory: 'off' }, { chatHistory: 'off' }],
    [{ participantsMax: '12' }, { participantsMax: 12 }],
    [{ expiresAtMs: NOW + 1 }, { expiresAtMs: NOW + 1 }],
    [{ password: { do: 'set', to: 'apple' } }, { password: 'apple' }],
  ])('asks for what differs only: %j', (over, patch) => expect(asked(over)).toEqual({ do: 'change', patch }));

  it('takes a password and an expiry away', () => {
    expect(asked({ password: { do: 'remove' } }, locked)).toEqual({ do: 'change', patch: { password: '' } });
    expect(asked({ expiresAtMs: null }, { ...room, expiresAtMs: NOW + 9 })).toEqual({
      do: 'change',
      patch: { expiresAtMs: 0 },
    });
  });

  it.each<[Partial<RoomDraft>, string]>([
    [{ password: { do: 'set', to: '' } }, 'password'],
    [{ participantsMax: '' }, 'participantsMax'],
    [{ participantsMax: '0' }, 'participantsMax'],
    [{ participantsMax: '2.5' }, 'participantsMax'],
    [{ participantsMax: '-3' }, 'participantsMax'],
    [{ participantsMax: '1e3' }, 'participantsMax'],
    [{ expiresAtMs: NOW }, 'expires'],
    [{ expiresAtMs: Number.NaN }, 'expires'],
  ])('names what is wrong: %j', (over, problem) => expect(asked(over)).toEqual({ do: 'fix', problem }));
});
