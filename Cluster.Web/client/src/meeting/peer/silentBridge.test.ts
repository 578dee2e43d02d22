// @vitest-environment node

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { track } from '../samples';
import { FakeConnection } from './fakeConnection';
import { LEAVE_MS } from './leaving';
import { PathStage, refused } from './pathStage';

let stage: PathStage;
beforeEach(() => {
  stage = new PathStage();
});
afterEach(() => stage.end());

let packetAtMs: number;
let alive: ReturnType<typeof setInterval>;

/** A packet every 20 ms from now on. */
function sends(connection: FakeConnection): ReturnType<typeof setInterval> {
  const slot = connection.transceivers.find((one) => one.direction === 'recvonly');
  if (!slot) throw new Error('no slot');
  return setInterval(() => {
    slot.synchronization = [{ source: 1, timestamp: ++packetAtMs }];
  }, 20);
}

/** Connected, with packets. */
async function flowing(): Promise<FakeConnection> {
  const connection = await stage.enter();
  stage.ticketed = true;
  packetAtMs = 0;
  alive = sends(connection);
  await stage.settle(1_000);
  return connection;
}

afterEach(() => clearInterval(alive));

describe('a bridge that falls silent', () => {
  it('is replaced by another, which takes over when it is connected and not before', async () => {
    const former = await flowing();
    expect(stage.offers).toHaveLength(0);
    clearInterval(alive);
    await stage.settle(500);
    expect(stage.offers).toHaveLength(1);
    expect(former.closed).toBe(false);
    await stage.reply({ type: 'answer', id: 'r', sdp: 'answer', sources: [], ticket: 't' });
    expect(former.closed).toBe(false);
    expect(stage.states.at(-1)).toBe('connected');
    FakeConnection.last.become('connected');
    expect(former.closed).toBe(true);
    expect(FakeConnection.last.closed).toBe(false);
    expect(stage.states).not.toContain('lost');
  });

  it('is replaced sooner when the server doubts it, and not while packets come', async () => {
    await flowing();
    stage.media.doubt();
    await stage.settle(1_000);
    expect(stage.offers).toHaveLength(0);
    clearInterval(alive);
    stage.media.doubt();
    await stage.settle(250);
    expect(stage.offers).toHaveLength(1);
  });

  it('is asked for again when no bridge takes the offer', async () => {
    await flowing();
    clearInterval(alive);
    await stage.settle(500);
    await stage.reply(refused('try-again'));
    expect(FakeConnection.last.closed).toBe(true);
    await stage.settle(500);
    expect(stage.offers).toHaveLength(2);
  });

  it('and is lost for good meanwhile leaves it to the one that is coming', async () => {
    const former = await flowing();
    clearInterval(alive);
    await stage.settle(500);
    former.become('failed');
    await stage.settle(5_000);
    expect(FakeConnection.all).toHaveLength(2);
    await stage.reply({ type: 'answer', id: 'r', sdp: 'answer', sources: [], ticket: 't' });
    FakeConnection.last.become('connected');
    expect(stage.states.at(-1)).toBe('connected');
  });

  it('while signalling is away too is replaced as soon as a socket is open, before the resume', async () => {
    await flowing();
    clearInterval(alive);
    stage.up = stage.ticketed = false;
    await stage.settle(5_000);
    expect(FakeConnection.all).toHaveLength(1);
    stage.ticketed = true;
    stage.media.reachable();
    await stage.settle();
    expect(stage.offers).toHaveLength(1);
  });

  it('without tickets is left to the browser, as before', async () => {
    await flowing();
    stage.ticketed = false;
    clearInterval(alive);
    await stage.settle(10_000);
    expect(FakeConnection.all).toHaveLength(1);
  });

  it('and speaks again needs nothing', async () => {
    const connection = await flowing();
    clearInterval(alive);
    await stage.settle(300);
    const slot = connection.transceivers.find((one) => one.direction === 'recvonly');
    if (slot) slot.synchronization = [{ source: 1, timestamp: ++packetAtMs }];
    await stage.settle(300);
    expect(FakeConnection.all).toHaveLength(1);
  });
});

describe('a bridge that the server doubts', () => {
  let coming: ReturnType<typeof setInterval>;
  afterEach(() => clearInterval(coming));

  /** Packets came before, and go on until `alive` is cleared; the next connection is answered. */
  async function fleeing(): Promise<[former: FakeConnection, next: FakeConnection]> {
    const former = await flowing();
    stage.media.flee();
    await stage.settle();
    expect(stage.offers).toHaveLength(1);
    await stage.reply({ type: 'answer', id: 'r', sdp: 'answer', sources: [], ticket: 't' });
    return [former, FakeConnection.last];
  }

  /** Connected, with packets. */
  async function arrives(next: FakeConnection): Promise<void> {
    coming = sends(next);
    next.become('connected');
    await stage.settle(100);
  }

  it('is left at once, and looked at until the next one brings the same', async () => {
    const [former, next] = await fleeing();
    await arrives(next);
    expect(stage.takenOver).toBe(0);
    stage.brings = true;
    await stage.settle(100);
    expect(stage.takenOver).toBe(1);
    expect(former.closed).toBe(false);
    await stage.settle(LEAVE_MS);
    expect(former.closed).toBe(true);
    expect(stage.states).not.toContain('lost');
    expect(FakeConnection.all).toHaveLength(2);
  });

  it('and falls silent is not waited for', async () => {
    const [, next] = await fleeing();
    clearInterval(alive);
    await arrives(next);
    await stage.settle(200);
    expect(stage.takenOver).toBe(1);
    expect(FakeConnection.all).toHaveLength(2);
  });

  it('and is lost before the next one is connected asks for no third', async () => {
    const [former, next] = await fleeing();
    former.closeDtls();
    await stage.settle(3_000);
    expect(stage.states.at(-1)).toBe('lost');
    expect(FakeConnection.all).toHaveLength(2);
    await arrives(next);
    expect(stage.states.at(-1)).toBe('connected');
    expect(stage.takenOver).toBe(1);
  });

  it('and is lost, and the next one too, is made anew', async () => {
    const [former, next] = await fleeing();
    former.closeDtls();
    next.become('failed');
    await stage.settle(3_000);
    expect(FakeConnection.all).toHaveLength(3);
    expect(stage.offers).toHaveLength(2);
  });

  it('is kept when no other takes the offer', async () => {
    const former = await flowing();
    stage.media.flee();
    await stage.settle();
    await stage.reply(refused('ticket-invalid'));
    await stage.settle(5_000);
    expect(former.closed).toBe(false);
    expect(FakeConnection.last.closed).toBe(true);
    expect(FakeConnection.all).toHaveLength(2);
    expect(stage.states.at(-1)).toBe('connected');
  });

  it('is kept while there is no socket to say an offer', async () => {
    await flowing();
    stage.ticketed = false;
    stage.media.flee();
    await stage.settle(1_000);
    expect(FakeConnection.all).toHaveLength(1);
  });

  it('and a screen shared meanwhile is offered to the next one', async () => {
    const [, next] = await fleeing();
    stage.tracks.screen = track('video');
    await stage.media.setTrack('screen', stage.tracks.screen);
    stage.brings = true;
    await arrives(next);
    await stage.settle(100);
    expect(stage.offers.at(-1)?.sources.map(({ kind }) => kind)).toContain('screen');
  });
});
