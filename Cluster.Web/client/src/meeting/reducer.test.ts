// @vitest-environment node

import { describe, expect, it } from 'vitest';
import type { ChatLine } from '../shared/protocol';
import type { MeetingState } from './model';
import { newsOf } from './news';
import {
  CHAT_MAX,
  chatSeen,
  NOTICES_MAX,
  reduce,
  withNotice,
  withOwnDevices,
  withOwnHand,
  withoutNotices,
  withSlots,
} from './reducer';
import { meeting, person, room, track } from './samples';
import type { ServerMessageOf } from './signalling/messages';
import { initialState } from './state';

const line = (number: number, from = 'p2', atMs = number): ChatLine => {
  return { number, from, fromName: 'Person', to: null, text: `line ${number}`, atMs };
};

const joined = (over: Partial<ServerMessageOf<'joined'>> = {}): ServerMessageOf<'joined'> => ({
  type: 'joined',
  version: 1,
  id: 'join',
  resumed: false,
  self: 'p1',
  resumeToken: 't',
  resumeGraceMs: 30_000,
  room,
  startedAtMs: 5_000,
  nowMs: 65_000,
  participants: [person(2), person(1)],
  sources: [],
  chat: [],
  speakers: [21],
  mediaConnected: true,
  sdp: 'v=0',
  returnToken: 'r',
  mark: 0,
  ...over,
});

const roster = (over: Partial<ServerMessageOf<'roster'>>): ServerMessageOf<'roster'> => {
  return { type: 'roster', came: [], changed: [], left: [], ...over };
};

describe('joined', () => {
  it('shows the meeting, in order of arrival', () => {
    const state = reduce(initialState(), joined(), 65_000);
    expect(state.phase).toEqual({ at: 'in' });
    expect(state.participants.map((one) => one.id)).toEqual(['p1', 'p2']);
    expect(state).toMatchObject({ self: 'p1', room: { title: 'Team' }, speakers: [21] });
  });

  it('counts the time by the own clock where the clocks differ', () => {
    const nowMs = 1_000_000;
    expect(nowMs - reduce(initialState(), joined(), nowMs).startedAtMs).toBe(60_000);
  });

  it('shows history without calling it unread', () => {
    const state = reduce(initialState(), joined({ chat: [line(1), line(2)] }), 0);
    expect(state.chat).toHaveLength(2);
    expect(state.unread).toBe(0);
  });

  it('adds what was missed after a resume, and counts it', () => {
    const before: MeetingState = { ...meeting(person(1)), chat: [line(1)], unread: 0 };
    const state = reduce(before, joined({ resumed: true, chat: [line(1), line(2), line(3, 'p1')] }), 0);
    expect(state.chat.map((one) => one.number)).toEqual([1, 2, 3]);
    expect(state.unread).toBe(1);
  });

  it('anew keeps the lines of the same meeting and drops those of another', () => {
    const before: MeetingState = { ...meeting(person(1)), chat: [line(1, 'p2', 100)] };
    expect(reduce(before, joined({ chat: [line(1, 'p2', 100), line(2)] }), 0).chat).toHaveLength(2);
    expect(reduce(before, joined({ chat: [line(1, 'p3', 999)] }), 0).chat).toEqual([line(1, 'p3', 999)]);
    expect(reduce(before, joined({ chat: [] }), 0).chat).toEqual([]);
  });
});

describe('roster', () => {
  it('applies comings, changes and goings', () => {
    const state = reduce(
      meeting(person(1), person(2), person(3)),
      roster({ came: [person(4)], changed: [person(2, { name: 'Bea' })], left: ['p3'] }),
      0,
    );
    expect(state.participants.map((one) => one.name)).toEqual(['Person 1', 'Bea', 'Person 4']);
  });

  it('does not bring back who left in the same batch', () => {
    const state = reduce(meeting(person(1), person(2)), roster({ changed: [person(2)], left: ['p2'] }), 0);
    expect(state.participants.map((one) => one.id)).toEqual(['p1']);
  });

  it('keeps the identity of people who did not change', () => {
    const second = person(2);
    const state = reduce(meeting(person(1), second), roster({ came: [person(3)] }), 0);
    expect(state.participants[1]).toBe(second);
  });

  it('takes the picture of who left or switched the camera off', () => {
    const shown = withSlots(meeting(person(1), person(2), person(3)), { 22: track('a'), 32: track('b') });
    const off = person(3, { devices: { microphoneOn: true, cameraOn: false, screenOn: false } });
    expect(Object.keys(reduce(shown, roster({ left: ['p2'], changed: [off] }), 0).pictures)).toEqual([]);
  });
});

describe('slots', () => {
  it('become pictures with owner and kind', () => {
    const state = withSlots(meeting(person(1), person(2)), { 22: track('a') });
    expect(state.pictures[22]).toMatchObject({ source: 22, participant: 'p2', kind: 'camera' });
  });

  it('leave the state alone while nothing changes', () => {
    const a = track('a');
    const state = withSlots(meeting(person(1), person(2)), { 22: a });
    expect(withSlots(state, { 22: a })).toBe(state);
  });

  it('keep the identity of the other pictures', () => {
    const a = track('a');
    const before = withSlots(meeting(person(1), person(2), person(3)), { 22: a });
    const after = withSlots(before, { 22: a, 32: track('b') });
    expect(after.pictures[22]).toBe(before.pictures[22]);
    expect(after.pictures[32]?.participant).toBe('p3');
  });

  it('show nothing of nobody, of oneself, or of what is off', () => {
    const state = withSlots(meeting(person(1), person(2)), { 12: track('own'), 23: track('screen'), 99: track('x') });
    expect(state.pictures).toEqual({});
  });
});

describe('chat', () => {
  it('counts what others say as unread, each line once', () => {
    let state = meeting(person(1), person(2));
    for (const said of [line(1), line(1), line(2, 'p1'), line(3)])
      state = reduce(state, { type: 'chat', line: said }, 0);
    expect(state.unread).toBe(2);
    expect(chatSeen(state)).toBe(3);
  });

  it('is bounded', () => {
    let state = meeting(person(1));
    state = reduce(
      state,
      joined({ resumed: true, chat: Array.from({ length: CHAT_MAX + 50 }, (_, i) => line(i + 1)) }),
      0,
    );
    expect(state.chat).toHaveLength(CHAT_MAX);
    expect(state.chat[0]?.number).toBe(51);
  });
});

describe('one’s own changes', () => {
  it('show before the server says them', () => {
    const devices = { microphoneOn: false, cameraOn: true, screenOn: false };
    const state = withOwnHand(withOwnDevices(meeting(person(1), person(2)), devices), 77);
    expect(state.participants[0]).toMatchObject({ devices, handRaisedAtMs: 77 });
    expect(state.participants[1]?.handRaisedAtMs).toBeNull();
    expect(withOwnHand(initialState(), 1)).toEqual(initialState());
  });
});

describe('notices', () => {
  it('are bounded, the oldest go', () => {
    let state = initialState();
    for (let id = 1; id <= NOTICES_MAX + 3; id++) state = withNotice(state, { id, key: 'k', tone: 'info' });
    expect(state.notices).toHaveLength(NOTICES_MAX);
    expect(state.notices[0]?.id).toBe(4);
    expect(withoutNotices(state, (one) => one.id === 4).notices).toHaveLength(NOTICES_MAX - 1);
    expect(withoutNotices(state, (one) => one.id === 1)).toBe(state);
  });
});

describe('hosts', () => {
  it('and the end without one are told by the own clock', () => {
    const state = reduce(initialState(), joined({ nowMs: 65_000, hosts: { present: true } }), 1_065_000);
    expect(state.hosts).toEqual({ present: true, endsAtMs: null });
    const gone = reduce(state, { type: 'hosts', present: false, endsAtMs: 70_000 }, 0);
    expect(gone.hosts).toEqual({ present: false, endsAtMs: 1_070_000 });
    expect(reduce(gone, { type: 'hosts', present: true }, 0).hosts).toEqual({ present: true, endsAtMs: null });
    expect(reduce(initialState(), joined(), 0).hosts).toBeNull();
  });
});

it('shows at once what a moderator did to one', () => {
  const state = reduce(
    meeting(person(1), person(2)),
    { type: 'muted', device: 'camera', locked: true, mark: 1, by: 'B' },
    0,
  );
  expect(state.participants[0]).toMatchObject({ devices: { cameraOn: false }, locked: { camera: true } });
  expect(state.participants[1]?.locked.camera).toBe(false);
});

it('leaves the state alone for messages that are not about it, known or not', () => {
  const state = meeting(person(1));
  expect(reduce(state, { type: 'pong', number: 1 }, 0)).toBe(state);
  expect(reduce(state, { type: 'media', connected: false }, 0)).toBe(state);
  expect(reduce(state, { type: 'of-the-future' } as never, 0)).toBe(state);
});

describe('a meeting that is put together again', () => {
  const meantime = () => reduce(initialState(), joined({ participants: [person(1), person(2), person(3)] }), 65_000);
  const back = joined({ resumed: true, settling: true, participants: [person(1)] });
  const presences = (state: MeetingState) => state.participants.map((one) => `${one.id} ${one.presence}`);

  it('keeps whom one knew as reconnecting, until they come or it has settled', () => {
    let state = reduce(meantime(), back, 70_000);
    expect(presences(state)).toEqual(['p1 present', 'p2 reconnecting', 'p3 reconnecting']);
    state = reduce(state, roster({ came: [person(2)] }), 71_000);
    expect(presences(state)).toEqual(['p1 present', 'p2 present', 'p3 reconnecting']);
    state = reduce(state, { type: 'settled' }, 90_000);
    expect(presences(state)).toEqual(['p1 present', 'p2 present']);
    expect(reduce(state, { type: 'settled' }, 91_000)).toBe(state);
  });

  it('of one that was in order all the time keeps nobody', () => {
    const state = reduce(meantime(), joined({ resumed: true, participants: [person(1)] }), 70_000);
    expect(presences(state)).toEqual(['p1 present']);
  });

  it('tells of nobody as having come or left but of who is missing in the end', () => {
    const state = reduce(meantime(), back, 70_000);
    expect(newsOf(state, roster({ came: [person(2)] }))).toEqual([]);
    const settled = reduce(state, roster({ came: [person(2)] }), 71_000);
    expect(newsOf(settled, { type: 'settled' }).map((one) => one.key)).toEqual(['notice.left']);
  });
});
