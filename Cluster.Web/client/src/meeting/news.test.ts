// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { newsOf } from './news';
import { meeting, person, room } from './samples';

const state = meeting(person(1), person(2), person(3), person(4), person(5));
const keys = (message: Parameters<typeof newsOf>[1]) => newsOf(state, message).map((draft) => draft.key);

describe('newsOf', () => {
  it('names one or two, and counts more', () => {
    const roster = { type: 'roster' as const, came: [person(6), person(7)], changed: [], left: ['p2', 'p3', 'p4'] };
    expect(newsOf(state, roster)).toEqual([
      { key: 'notice.joined', params: { name: 'Person 6' }, tone: 'info' },
      { key: 'notice.joined', params: { name: 'Person 7' }, tone: 'info' },
      { key: 'notice.leftMany', params: { count: 3 }, tone: 'info' },
    ]);
  });

  it('tells of hands going up and screens coming, once', () => {
    const up = person(2, { handRaisedAtMs: 5 });
    const sharing = person(3, { devices: { microphoneOn: true, cameraOn: true, screenOn: true } });
    const roster = { type: 'roster' as const, came: [], changed: [up, sharing], left: [] };
    expect(keys(roster)).toEqual(['notice.handRaised', 'notice.screenStarted']);
    const after = { ...state, participants: [person(1), up, sharing] };
    expect(newsOf(after, roster)).toEqual([]);
  });

  it('does not tell one what one did oneself', () => {
    const own = person(1, { handRaisedAtMs: 5 });
    expect(keys({ type: 'roster', came: [own], changed: [own], left: ['p1'] })).toEqual([]);
    const line = { number: 1, from: 'p1', fromName: 'Me', text: 'hello', atMs: 0 };
    expect(keys({ type: 'chat', line })).toEqual([]);
  });

  it('tells one what moderators did, as far as nothing else does', () => {
    const locked = { microphone: true, camera: true, screen: false };
    const free = { microphone: false, camera: false, screen: false };
    const before = meeting(person(1, { locked }), person(2));
    const roster = (own: Partial<ReturnType<typeof person>>) => ({
      type: 'roster' as const,
      came: [],
      changed: [person(1, own)],
      left: [],
    });
    const told = (own: Partial<ReturnType<typeof person>>) => newsOf(before, roster(own)).map((draft) => draft.key);
    expect(told({ locked: free })).toEqual(['notice.microphoneFree', 'notice.cameraFree']);
    expect(told({ locked, role: 'moderator' })).toEqual(['notice.moderatorNow']);
    expect(keys({ type: 'roster', came: [], changed: [person(2, { role: 'moderator' })], left: [] })).toEqual([
      'notice.moderatorOther',
    ]);
  });

  it('tells that hosts go and come, unless a banner does', () => {
    expect(keys({ type: 'hosts', present: false })).toEqual(['notice.hostsLeft']);
    expect(keys({ type: 'hosts', present: false, endsAtMs: 5 })).toEqual([]);
    const without = { ...state, hosts: { present: false, endsAtMs: 5 } };
    expect(newsOf(without, { type: 'hosts', present: true })).toMatchObject([{ key: 'notice.hostBack' }]);
  });

  it('shortens what was said', () => {
    const line = { number: 1, from: 'p2', fromName: 'Bob', to: 'p1', text: 'x'.repeat(500), atMs: 0 };
    const [draft] = newsOf(state, { type: 'chat', line });
    expect(draft?.key).toBe('notice.chatPrivate');
    expect(String(draft?.params?.text)).toHaveLength(120);
  });

  it('tells of the room', () => {
    expect(keys({ type: 'room', info: room })).toEqual(['notice.roomChanged']);
    expect(keys({ type: 'speakers', sources: [] })).toEqual([]);
  });
});
