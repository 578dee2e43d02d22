// @vitest-environment node

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { track } from '../samples';
import { FakeConnection } from './fakeConnection';
import { PathStage, refused } from './pathStage';

let stage: PathStage;
beforeEach(() => {
  stage = new PathStage();
});
afterEach(() => stage.end());

describe('a bridge that falls silent', () => {
  let packetAtMs: number;
  let alive: ReturnType<typeof setInterval>;

  /** Connected, with a packet every 20 ms from now on. */
  async function flowing(): Promise<FakeConnection> {
    const connection = await stage.enter();
    stage.ticketed = true;
    packetAtMs = 0;
    const slot = connection.transceivers.find((one) => one.direction === 'recvonly');
    if (!slot) throw new Error('no slot');
    alive = setInterval(() => {
      slot.synchronization = [{ source: 1, timestamp: ++packetAtMs }];
    }, 20);
    await stage.settle(1_000);
    return connection;
  }

  afterEach(() => clearInterval(alive));

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

  it('is replaced by a connection made at the first doubt, which has what was switched on since', async () => {
    await flowing();
    stage.media.doubt();
    await stage.settle();
    expect(FakeConnection.all).toHaveLength(2);
    expect(FakeConnection.last.signalingState).toBe('have-local-offer');
    stage.tracks.microphone = track('audio');
    await stage.media.setTrack('microphone', stage.tracks.microphone);
    stage.media.wantPictures(5);
    await stage.settle();
    await stage.reply({ type: 'answer', id: 'r', sdp: 'answer', sources: [] });
    clearInterval(alive);
    await stage.settle(300);
    expect(FakeConnection.all).toHaveLength(2);
    expect(stage.offers).toHaveLength(2);
    expect(stage.offers[1]?.slots.filter(({ use }) => use === 'video')).toHaveLength(9);
    expect(FakeConnection.last.transceivers.map(({ sender }) => sender.track)).toContain(stage.tracks.microphone);
  });

  it('that was doubted for nothing leaves no connection behind', async () => {
    await flowing();
    stage.media.doubt();
    await stage.settle(10_000);
    expect(FakeConnection.all.map(({ closed }) => closed)).toEqual([false, true]);
    expect(stage.offers).toHaveLength(0);
  });

  it('is not prepared for while there is no socket', async () => {
    await flowing();
    stage.ticketed = false;
    stage.media.doubt();
    await stage.settle(100);
    expect(FakeConnection.all).toHaveLength(1);
    stage.ticketed = true;
    stage.media.reachable();
    await stage.settle();
    expect(FakeConnection.all).toHaveLength(2);
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
