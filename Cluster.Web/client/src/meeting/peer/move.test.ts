// @vitest-environment node

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { track } from '../samples';
import type { Reply } from '../signalling/requests';
import { FakeConnection } from './fakeConnection';
import { LEAVE_MS } from './leaving';
import { MediaPath } from './mediaPath';
import { COMPARE_MS, COMPLETE_MS } from './move';
import type { Offer } from './peer';

const WITHIN_MS = 10_000;

let media: MediaPath;
let offers: Offer[];
let further: Offer[];
let replies: Array<(reply: Reply) => void>;
let states: string[];
let ends: string[];
let beside: Array<number | null>;
let takenOver: number;
let brings: { everything: boolean; anything: boolean };

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'info').mockReturnValue();
  vi.spyOn(console, 'warn').mockReturnValue();
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
  vi.stubGlobal('RTCRtpReceiver', {});
  FakeConnection.all = [];
  [offers, further, replies, states, ends, beside, takenOver] = [[], [], [], [], [], [], 0];
  brings = { everything: false, anything: false };
  media = new MediaPath({
    tracks: () => ({ microphone: null, camera: null, screen: null, screenSound: null }),
    up: () => true,
    send: (offer) => {
      further.push(offer);
      return new Promise(() => undefined);
    },
    mayPresent: () => false,
    present: () => new Promise(() => undefined),
    presentForMove: (offer) => {
      offers.push(offer);
      return new Promise((resolve) => replies.push(resolve));
    },
    moved: ({ number }, failed) => ends.push(`${number} ${failed ?? 'done'}`),
    beside: (slots) => beside.push(slots?.length ?? null),
    besideBrings: (what) => brings[what],
    takeOver: () => {
      takenOver++;
    },
    state: (state) => states.push(state),
    slots: () => undefined,
    notice: () => undefined,
  });
});

afterEach(() => {
  media.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const order = (number = 1) => ({ number, ticket: 't', withinMs: WITHIN_MS });

async function enter(): Promise<FakeConnection> {
  await media.joinOffer();
  await media.joined('answer', false);
  FakeConnection.last.become('connected');
  media.serverSays(true, '');
  return FakeConnection.last;
}

/** As far as the second connection that is connected and brings packets. */
async function arrive(number = 1): Promise<FakeConnection> {
  media.move(order(number));
  await settle();
  replies.shift()?.({ type: 'answer', id: 'r', sdp: 'answer', sources: [], ticket: 't' });
  await settle();
  const next = FakeConnection.last;
  next.become('connected');
  const slot = next.transceivers.find((one) => one.direction === 'recvonly');
  if (slot) slot.synchronization = [{ source: 1, timestamp: 1 }];
  await settle(100);
  return next;
}

describe('a move', () => {
  it('changes over when the second connection brings everything, and not before', async () => {
    const former = await enter();
    const next = await arrive();
    expect(offers).toHaveLength(1);
    expect(offers[0]?.slots).toHaveLength(8);
    expect(beside).toEqual([8]);
    expect([former.closed, takenOver]).toEqual([false, 0]);
    brings = { everything: true, anything: true };
    await settle(COMPARE_MS);
    expect(takenOver).toBe(1);
    expect(ends).toEqual(['1 done']);
    expect([former.closed, next.closed]).toEqual([false, false]);
    expect(states).toEqual(['connecting', 'connected', 'connected']);
  });

  it('begins with half of what the way carries', async () => {
    const former = await enter();
    former.stats = [{ type: 'candidate-pair', nominated: true, availableOutgoingBitrate: 2_000_000 }];
    media.move(order());
    await settle();
    const sdp = 'v=0\nm=video 9 UDP/TLS/RTP/SAVPF 96\na=recvonly\na=rtpmap:96 VP8/90000\n';
    replies.shift()?.({ type: 'answer', id: 'r', sdp, sources: [], ticket: 't' });
    await settle();
    expect(FakeConnection.last.answers).toEqual([`${sdp}a=fmtp:96 x-google-start-bitrate=1000\n`]);
  });

  it('is offered again, on another connection, when nobody had time for it', async () => {
    await enter();
    media.move(order());
    await settle();
    const first = FakeConnection.last;
    replies.shift()?.({ type: 'refused', id: 'r', code: 'try-again', message: '' });
    await settle(1_000);
    expect(first.closed).toBe(true);
    expect(offers).toHaveLength(2);
    expect(ends).toEqual([]);
    replies.shift()?.({ type: 'answer', id: 'r', sdp: 'answer', sources: [], ticket: 't' });
    await settle();
    expect(FakeConnection.last.answers).toEqual(['answer']);
  });

  it('leaves the former open until its bridge ends it', async () => {
    const former = await enter();
    brings.everything = true;
    const next = await arrive();
    former.closeDtls();
    await settle();
    expect([former.closed, next.closed]).toEqual([true, false]);
    expect(states).not.toContain('lost');
  });

  it('leaves the former for no longer than others can need', async () => {
    const former = await enter();
    brings.everything = true;
    await arrive();
    await settle(LEAVE_MS);
    expect(former.closed).toBe(true);
  });

  it('sends what is switched on and off on both', async () => {
    const former = await enter();
    const next = await arrive();
    await media.setTrack('microphone', track('m'));
    expect([former, next].map((one) => one.transceivers[0]?.sender.track)).toMatchObject([{ id: 'm' }, { id: 'm' }]);
    brings.everything = true;
    await settle(COMPARE_MS);
    await media.setTrack('microphone', null);
    expect([former, next].map((one) => one.transceivers[0]?.sender.track)).toEqual([null, null]);
  });

  it('makes do with a part when the rest does not come', async () => {
    await enter();
    await arrive();
    brings.anything = true;
    await settle(COMPLETE_MS - 1_000);
    expect(takenOver).toBe(0);
    await settle(1_100);
    expect(takenOver).toBe(1);
  });

  it('offers what is wanted meanwhile to the next bridge only', async () => {
    await enter();
    await arrive();
    media.wantPictures(9);
    await settle();
    expect(further).toEqual([]);
    brings.everything = true;
    await settle(COMPARE_MS);
    expect(further).toHaveLength(1);
    expect(further[0]?.slots.filter((slot) => slot.use === 'video')).toHaveLength(9);
  });

  it('asked for twice is made once', async () => {
    await enter();
    media.move(order());
    media.move(order());
    await settle();
    expect(offers).toHaveLength(1);
  });

  it('gives way to a newer one', async () => {
    await enter();
    const first = await arrive();
    const second = await arrive(2);
    expect([first.closed, second.closed]).toEqual([true, false]);
    brings.everything = true;
    await settle(COMPARE_MS);
    expect(ends).toEqual(['2 done']);
  });
});

describe('a move that cannot be made', () => {
  it.each<[string, string, () => Promise<void>]>([
    [
      'is refused',
      'refused',
      async () => {
        media.move(order());
        await settle();
        replies.shift()?.({ type: 'refused', id: 'r', code: 'ticket-expired', message: '' });
        await settle();
      },
    ],
    [
      'does not connect',
      'notConnected',
      async () => {
        media.move(order());
        await settle();
        replies.shift()?.({ type: 'answer', id: 'r', sdp: 'answer', sources: [] });
        await settle(WITHIN_MS);
      },
    ],
    [
      'brings nothing',
      'noMedia',
      async () => {
        await arrive();
        await settle(WITHIN_MS);
      },
    ],
    [
      'loses its connection',
      'lost',
      async () => {
        (await arrive()).become('failed');
      },
    ],
  ])('%s: is said, and all stays as it was', async (_, why, happen) => {
    const former = await enter();
    await happen();
    expect(ends).toEqual([`1 ${why}`]);
    expect([former.closed, FakeConnection.last.closed, takenOver]).toEqual([false, true, 0]);
    expect(states.at(-1)).toBe('connected');
  });

  it('is not begun without a path to keep', async () => {
    await media.joinOffer();
    media.move(order());
    await settle();
    expect(ends).toEqual(['1 lost']);
    expect(offers).toEqual([]);
  });
});

describe('the former connection lost during a move', () => {
  it('is taken over at once by a second one that is connected', async () => {
    const former = await enter();
    await arrive();
    former.become('failed');
    expect(takenOver).toBe(1);
    expect(ends).toEqual(['1 done']);
    expect(states).not.toContain('lost');
  });

  it('is replaced as ever when there is none', async () => {
    const former = await enter();
    media.move(order());
    await settle();
    former.become('failed');
    expect(states.at(-1)).toBe('lost');
    await settle(1);
    expect(further).toHaveLength(1);
    expect(ends).toEqual([]);
  });
});
