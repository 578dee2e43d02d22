import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MeetingSession } from './model';
import { FakeConnection } from './peer/fakeConnection';
import { person } from './samples';
import { createSession } from './session';
import { FakeSocket, joined, last } from './signalling/fake';

let session: MeetingSession;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
  vi.stubGlobal('RTCRtpReceiver', {});
  vi.spyOn(HTMLMediaElement.prototype, 'srcObject', 'set').mockReturnValue();
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  FakeSocket.all = [];
  FakeConnection.all = [];
  localStorage.clear();
  sessionStorage.clear();
  session = createSession();
});

afterEach(() => {
  session.leave();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const devices = { microphoneOn: false, cameraOn: false, screenOn: false };

async function enter(): Promise<void> {
  const joining = session.join('team', 'Ann');
  await settle();
  await last().open();
  last().say(joined({ self: 'p1', participants: [person(1, { devices }), person(2)] }));
  await joining;
  await settle();
}

describe('joining', () => {
  it('works without any device', async () => {
    await enter();
    const state = session.getState();
    expect(state.phase).toEqual({ at: 'in' });
    expect(state.participants.map((one) => one.id)).toEqual(['p1', 'p2']);
    expect(state.media).toBe('connecting');
    expect(last().sent[0]).toMatchObject({ type: 'join', room: 'team', name: 'Ann', devices });
    FakeConnection.last.become('connected');
    expect(session.getState().media).toBe('connected');
  });

  it('refused for a password can be tried again with one', async () => {
    const joining = session.join('team', 'Ann');
    await settle();
    await last().open();
    last().say({ type: 'refused', id: 'join', code: 'password-required', message: 'A password, please.' });
    await joining;
    expect(session.getState().phase).toMatchObject({ at: 'refused', code: 'password-required' });
    expect(FakeConnection.last.closed).toBe(true);

    const again = session.join('team', 'Ann', 'secret');
    await settle();
    await last().open();
    expect(last().sent[0]).toMatchObject({ type: 'join', password: 'secret' });
    last().say(joined());
    await again;
    expect(session.getState().phase).toEqual({ at: 'in' });
  });

  it('twice is once', async () => {
    await enter();
    await session.join('team', 'Ann');
    expect(FakeSocket.all).toHaveLength(1);
  });
});

describe('a dropped socket', () => {
  it('keeps people and media and comes back', async () => {
    await enter();
    session.raiseHand(true);
    last().drop();
    expect(session.getState().phase.at).toBe('reconnecting');
    expect(session.getState().participants).toHaveLength(2);
    expect(FakeConnection.last.closed).toBe(false);
    await settle(400);
    await last().open();
    last().say(joined({ self: 'p1', resumed: true, sdp: null, participants: [person(1), person(2)] }));
    await settle();
    expect(session.getState().phase).toEqual({ at: 'in' });
    expect(last().types()).toEqual(['resume', 'view', 'hand']);
    expect(FakeConnection.all).toHaveLength(1);
    expect(session.getState().notices.map((notice) => notice.key)).toEqual(['notice.reconnected']);
  });

  it('that cannot be resumed joins anew with another offer and the raised hand', async () => {
    await enter();
    session.raiseHand(true);
    last().drop();
    await settle(400);
    await last().open();
    last().say({ type: 'refused', id: 'resume', code: 'resume-unknown', message: '' });
    await settle();
    await last().open();
    expect(last().sent[0]).toMatchObject({ type: 'join', name: 'Ann' });
    last().say(joined({ self: 'p9', participants: [person(9), person(2)] }));
    await settle();
    expect(session.getState().self).toBe('p9');
    expect(last().sent).toContainEqual({ type: 'hand', raised: true });
    expect(FakeConnection.all.map((one) => one.closed)).toEqual([true, false]);
  });
});

describe('chat', () => {
  const line = (number: number, from: string, text: string) => {
    return { type: 'chat' as const, line: { number, from, fromName: from, text, atMs: number } };
  };

  it('is said when it comes back', async () => {
    await enter();
    const said = session.say('  hello ');
    expect(last().sent.at(-1)).toMatchObject({ type: 'chat', text: 'hello' });
    last().say(line(1, 'p1', 'hello'));
    expect(await said).toBe(true);
    expect(session.getState()).toMatchObject({ unread: 0, chat: [{ text: 'hello' }] });
  });

  it('is not said when it is refused, empty or impossible', async () => {
    expect(await session.say('hello')).toBe(false);
    await enter();
    expect(await session.say('   ')).toBe(false);
    const said = session.say('x');
    const id = (last().sent.at(-1) as { id: string }).id;
    last().say({ type: 'refused', id, code: 'bad-request', message: '' });
    expect(await said).toBe(false);
  });

  it('of others is unread and noticed until it is read', async () => {
    await enter();
    last().say(line(1, 'p2', 'hi'));
    expect(session.getState().unread).toBe(1);
    expect(session.getState().notices.map((notice) => notice.key)).toEqual(['notice.chat']);
    session.chatRead();
    expect(session.getState()).toMatchObject({ unread: 0, notices: [] });
  });
});

describe('what is shown', () => {
  it('is asked for, and grows the slots when it needs more', async () => {
    await enter();
    const wanted = Array.from({ length: 6 }, (_, i) => ({ source: i + 1, height: 180 }));
    session.setView(wanted);
    await settle(200);
    const views = last().sent.filter((message) => message.type === 'view');
    expect(views.at(-1)).toEqual({ type: 'view', wanted });
    const offers = last().sent.filter((message) => message.type === 'offer');
    expect(offers).toHaveLength(1);
    expect(offers[0]).toMatchObject({ slots: expect.arrayContaining([expect.objectContaining({ use: 'video' })]) });
    expect(offers[0]?.type === 'offer' && offers[0].slots.filter((slot) => slot.use === 'video')).toHaveLength(9);
  });
});

describe('what comes in', () => {
  const slot = (kind: string, n: number) => {
    const found = FakeConnection.last.transceivers.filter((one) => one.kind === kind && one.direction === 'recvonly')[
      n
    ];
    if (!found) throw new Error('no such slot');
    return found;
  };

  it('shows as pictures by source, as long as frames come', async () => {
    await enter();
    const second = slot('video', 1);
    second.contributing = [{ source: 22, timestamp: 1 }];
    await settle(200);
    expect(session.getState().pictures[22]).toMatchObject({
      participant: 'p2',
      kind: 'camera',
      track: second.receiver.track,
    });
    const shown = session.getState().pictures;
    second.contributing = [{ source: 22, timestamp: 2 }];
    await settle(200);
    expect(session.getState().pictures).toBe(shown);
    await settle(2_000);
    expect(session.getState().pictures).toEqual({});
  });

  it('shows as levels of who speaks', async () => {
    await enter();
    const first = slot('audio', 0);
    first.contributing = [{ source: 21, timestamp: 1 }];
    first.synchronization = [{ source: 5, timestamp: 1, audioLevel: 0.1 }];
    await settle(200);
    expect(session.getState().levels.p2).toBeCloseTo(0.65, 1);
    await settle(3_000);
    expect(session.getState().levels).toEqual({});
  });
});

describe('settings', () => {
  it('give null or the refusal in words', async () => {
    expect(await session.changeRoom({ title: 'T' })).not.toBeNull();
    await enter();
    const change = session.changeRoom({ title: 'T' });
    const id = (last().sent.at(-1) as { id: string }).id;
    last().say({ type: 'refused', id, code: 'not-allowed', message: 'Only moderators may.' });
    expect(await change).toBe('Only moderators may.');
  });
});

it('whoever sets a password comes back with it', async () => {
  await enter();
  const change = session.changeRoom({ password: 'boats' });
  last().say({ type: 'done', id: (last().sent.at(-1) as { id: string }).id });
  expect(await change).toBeNull();
  last().say({ type: 'ended', code: 'expired', message: '' });
  await settle(400);
  await last().open();
  expect(last().sent[0]).toMatchObject({ type: 'join', password: 'boats' });
});

describe('leaving', () => {
  it('says so, and closes everything', async () => {
    await enter();
    const socket = last();
    session.leave();
    expect(socket.types().at(-1)).toBe('leave');
    expect(socket.readyState).toBe(3);
    expect(FakeConnection.last.closed).toBe(true);
    expect(session.getState()).toMatchObject({ phase: { at: 'left', code: 'left' }, participants: [], self: null });
    expect(document.querySelectorAll('audio')).toHaveLength(0);
    await settle(60_000);
    expect(FakeSocket.all).toHaveLength(1);
  });

  it('happens when the page goes away', async () => {
    await enter();
    window.dispatchEvent(new Event('pagehide'));
    expect(last().types().at(-1)).toBe('leave');
  });

  it('thrown out is said with the server’s words', async () => {
    await enter();
    last().say({ type: 'ended', code: 'replaced', message: 'Elsewhere.' });
    expect(session.getState().phase).toEqual({ at: 'left', code: 'replaced', message: 'Elsewhere.' });
  });
});

describe('waiting for a host', () => {
  const wait = async () => {
    const joining = session.join('team', 'Ann');
    await settle();
    await last().open();
    last().say({ type: 'waiting', id: 'join', code: 'waiting-for-host', message: '' });
    await joining;
  };

  it('shows, and ends in the meeting without a touch', async () => {
    await wait();
    expect(session.getState().phase).toEqual({ at: 'waiting', code: 'waiting-for-host', connected: true });
    last().say(joined({ self: 'p1', participants: [person(1, { devices }), person(2)] }));
    await settle();
    expect(session.getState().phase).toEqual({ at: 'in' });
    expect(FakeConnection.all.filter((one) => !one.closed)).toHaveLength(1);
  });

  it('can be given up, and one stands at the door again', async () => {
    await wait();
    session.stopWaiting();
    expect(last().types()).toEqual(['join', 'leave']);
    expect(session.getState().phase).toEqual({ at: 'idle' });
    const again = session.join('team', 'Ann');
    await settle();
    await last().open();
    last().say(joined());
    await again;
    expect(session.getState().phase).toEqual({ at: 'in' });
  });
});

describe('coming back as the same person', () => {
  it('takes the token of the last time, and drops it after being removed', async () => {
    await enter();
    session.leave();
    session = createSession();
    await enter();
    expect(last().sent[0]).toMatchObject({ type: 'join', returnToken: 'return' });
    last().say({ type: 'ended', code: 'removed', message: '' });
    session = createSession();
    await enter();
    expect(last().sent[0]).not.toHaveProperty('returnToken');
  });
});

describe('a moderator', () => {
  const keys = () => session.getState().notices.map((notice) => notice.key);
  const locked = { microphone: true, camera: false, screen: false };

  it('who mutes is heard, answered with the mark, and obeyed', async () => {
    await enter();
    last().say({ type: 'muted', device: 'microphone', locked: true, mark: 7, by: 'Ben' });
    expect(
      last()
        .sent.filter((message) => message.type === 'devices')
        .at(-1),
    ).toMatchObject({ mark: 7 });
    expect(session.getState().participants[0]?.locked).toEqual(locked);
    expect(session.getState().notices).toMatchObject([
      { key: 'notice.microphoneMutedLocked', params: { name: 'Ben' }, tone: 'warn' },
    ]);
    await session.setMicrophone(true);
    expect(session.getState().local.microphone.on).toBe(false);
    expect(keys().at(-1)).toBe('notice.microphoneLocked');
  });

  it('who mutes what is off already says nothing', async () => {
    await enter();
    last().say({ type: 'muted', device: 'camera', locked: false, mark: 1, by: 'Ben' });
    expect(keys()).toEqual([]);
    expect(
      last()
        .sent.filter((message) => message.type === 'devices')
        .at(-1),
    ).toMatchObject({ mark: 1 });
  });

  it('alone may share where the room says so', async () => {
    await enter();
    last().say({ type: 'room', info: { ...joined().room, mayShare: 'moderators' } });
    await session.startScreen();
    expect(keys().at(-1)).toBe('notice.shareModerators');
  });

  it('asks, and hears of a refusal', async () => {
    await enter();
    const asked = session.mute('microphone', true, 'p2');
    const sent = last().sent.at(-1) as { id: string };
    expect(sent).toMatchObject({ type: 'mute', device: 'microphone', locked: true, participant: 'p2' });
    last().say({ type: 'refused', id: sent.id, code: 'not-allowed', message: '' });
    expect(await asked).toBe('not-allowed');
    expect(session.getState().notices.at(-1)).toMatchObject({ key: 'notice.notDone', params: { code: 'not-allowed' } });
    const ended = session.endMeeting();
    last().say({ type: 'done', id: (last().sent.at(-1) as { id: string }).id });
    expect(await ended).toBeNull();
  });
});
