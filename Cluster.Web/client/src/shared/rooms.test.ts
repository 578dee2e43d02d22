import { beforeEach, describe, expect, it } from 'vitest';
import {
  forgetRoom,
  RECENT_MAX,
  recentRooms,
  rememberRoom,
  roomFromPath,
  roomPath,
  suggestionBits,
  suggestRoom,
} from './rooms';
import { beings, manners, moods } from './words';

beforeEach(() => localStorage.clear());

describe('suggested names', () => {
  it('leave at least 40 bits of choice', () => {
    expect(suggestionBits).toBeGreaterThanOrEqual(40);
  });

  it('are three words and digits that need no escaping', () => {
    for (let i = 0; i < 200; i++) {
      const name = suggestRoom();
      expect(name).toMatch(/^[a-z]+-[a-z]+-[a-z]+-\d{5}$/);
      expect(roomPath(name)).toBe(`/${name}`);
    }
  });

  it('come from lists without doubles or odd words', () => {
    for (const list of [moods, beings, manners]) {
      expect(list.length).toBeGreaterThan(200);
      expect(new Set(list).size).toBe(list.length);
      for (const word of list) expect(word).toMatch(/^[a-z]{2,12}$/);
    }
  });
});

describe('paths', () => {
  it.each([
    ['/', null],
    ['', null],
    ['/team', 'team'],
    ['/team/', 'team'],
    ['/caf%C3%A9', 'café'],
    ['/a/b', null],
    ['/%', null],
    [`/${'x'.repeat(129)}`, null],
  ])('%s names %s', (path, room) => {
    expect(roomFromPath(path)).toBe(room);
  });

  it('come back from a name with spaces and slashes escaped', () => {
    expect(roomFromPath(roomPath('Ann & Bob'))).toBe('Ann & Bob');
  });
});

describe('recent rooms', () => {
  it('are newest first, once each and bounded', () => {
    for (let i = 0; i < RECENT_MAX + 5; i++) rememberRoom(`room-${i}`, i);
    rememberRoom('room-10', 100);
    const rooms = recentRooms();
    expect(rooms).toHaveLength(RECENT_MAX);
    expect(rooms[0]).toEqual({ name: 'room-10', atMs: 100 });
    expect(rooms.filter((room) => room.name === 'room-10')).toHaveLength(1);
  });

  it('forget one on demand', () => {
    rememberRoom('a', 1);
    rememberRoom('b', 2);
    forgetRoom('a');
    expect(recentRooms().map((room) => room.name)).toEqual(['b']);
  });

  it.each(['not json', '{"a":1}', '[1,null,{"name":5,"atMs":1},{"name":"x"}]'])(
    'survive what is stored: %s',
    (stored) => {
      localStorage.setItem('parley.recentRooms', stored);
      expect(recentRooms()).toEqual([]);
    },
  );
});
