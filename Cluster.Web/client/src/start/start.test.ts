import { describe, expect, it } from 'vitest';
import { suggestRoom } from '../shared/rooms';
import { formatAgo } from '../ui/formatAgo';
import { readRoomName } from './roomName';

describe('readRoomName', () => {
  it.each([
    ['Weekly Planning', 'weekly-planning'],
    ['  calm-otter  ', 'calm-otter'],
    ['Café  2', 'café-2'],
    ['ＡＢＣ', 'abc'],
    ['привет', 'привет'],
  ])('reads “%s” as %s', (typed, name) => expect(readRoomName(typed)).toEqual({ name }));

  it.each([
    ['   ', 'empty'],
    ['x'.repeat(101), 'long'],
    ['a/b', 'letters'],
    ['"quoted"', 'letters'],
    ['a\u0000b', 'letters'],
    ['..', 'letters'],
    ['Ops', 'reserved'],
  ])('refuses “%s”: %s', (typed, problem) => expect(readRoomName(typed)).toEqual({ problem }));

  it('takes every suggestion as it is', () => {
    for (let n = 0; n < 200; n++) {
      const suggestion = suggestRoom();
      expect(readRoomName(suggestion)).toEqual({ name: suggestion });
    }
  });
});

describe('formatAgo', () => {
  it('says how long ago', () => {
    expect(formatAgo(1000, 2000)).toBe('now');
    expect(formatAgo(0, 5 * 60_000)).toBe('5 minutes ago');
    expect(formatAgo(0, 26 * 3_600_000)).toBe('yesterday');
    expect(formatAgo(9000, 0)).toBe('now');
  });
});
